"""Times."""

from qa.dates.reading import read_time as read_time
from qa.dates.records import TimeExpression as TimeExpression
from qa.dates.records import TimeReading as TimeReading
