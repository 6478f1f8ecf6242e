"""Work in a forked process, which starts warm and may be killed."""

import os
import traceback
from collections.abc import Callable


def forked(work: Callable[[], int]) -> int:
    """The id of a process that does the work and ends with the status that it returns, or with 1 if it fails."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = work()
    except BaseException:  # whatever it is: nothing of the parent's may run on in the child
        traceback.print_exc()
    finally:
        os._exit(code)
