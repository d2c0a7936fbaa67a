"""What is said when the data cannot bear a method."""


class Refused(ValueError):
    """A method the data cannot bear; `reason` is a sentence that says what is missing."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason
