"""What people type into a chat that asks nothing of the articles: greetings, thanks, "what can you do?"."""

import re

_TO_WHOM = r"(?: (?:there|again|you|all|everyone|everybody|very much|so much|a lot|a bunch|for (?:that|this|your help|the help)))*"
_SAYING = (
    r"hi|hello|hey|hiya|good (?:morning|afternoon|evening|day|night)|thanks?|thank you|many thanks|thx|cheers|bye|goodbye"
    r"|ok|okay|great|perfect|cool|wonderful|awesome|excellent|i see|got it|well done|never ?mind|sorry|please|help"
    r"|(?:who|what) are you|how are you|what can (?:you do|i (?:do|ask)(?: you)?(?: here)?)|how does (?:this|it) work|what is this"
    r"|how do (?:i|you) (?:use|do) (?:this|it)|can you help(?: me)?|that is all|that's all"
)
# In quotation marks the same words are looked up.
_GREETING = re.compile(rf"(?:(?:{_SAYING}){_TO_WHOM}\b[\s,.!?;:–—-]*)+", re.IGNORECASE)
MAX_CHARS = 80
HOW_TO_ASK = (
    "This asks nothing of the articles. Ask who, what, when, where, why or how many; ask which articles mention something or"
    " are by somebody; or paste a quotation to find where it stands."
)

WHAT_IS_MEANT = "What is this about? Nothing that was asked before tells: name whom or what you mean."


def asks_nothing(question: str) -> bool:
    """Whether all of it is greeting, thanks, or a question about the chat itself.

    >>> asks_nothing("Thanks, great!"), asks_nothing("Hello, who won the cup?"), asks_nothing("What is it?")
    (True, False, False)
    """
    return len(question) <= MAX_CHARS and _GREETING.fullmatch(question.replace("’", "'")) is not None
