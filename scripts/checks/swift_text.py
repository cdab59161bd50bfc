"""Swift source with comments and the text of string literals blanked, so that a pattern finds code alone."""


def bare(source):
    """As long as `source`, character for character; code inside an interpolation is kept."""
    return _Blanking(source).result()


def line_of(text, offset):
    """The number of the line, from 1, in which `offset` lies."""
    return text.count("\n", 0, offset) + 1


class _Blanking:
    def __init__(self, source):
        self.source = source
        self.kept = list(source)
        self.at = 0

    def result(self):
        self._code(inside_interpolation=False)
        return "".join(self.kept)

    def _code(self, inside_interpolation):
        depth = 0
        while self.at < len(self.source):
            if self._sees("//"):
                self._blank(self._end_of("\n", self.at))
            elif self._sees("/*"):
                self._block_comment()
            elif (hashes := self._string_ahead()) is not None:
                self._string(hashes)
            elif self._sees("`"):
                self.at = self._end_of("`", self.at + 1) + 1
            else:
                depth += {"(": 1, ")": -1}.get(self.source[self.at], 0)
                self.at += 1
                if inside_interpolation and depth == 0:
                    return

    def _block_comment(self):
        depth, end = 0, self.at
        while end < len(self.source):
            pair = self.source[end:end + 2]
            depth += {"/*": 1, "*/": -1}.get(pair, 0)
            end += 2 if pair in ("/*", "*/") else 1
            if depth == 0:
                break
        self._blank(end)

    def _string_ahead(self):
        """How many `#` stand before the quotation mark that comes next; None when none comes."""
        end = self.at
        while end < len(self.source) and self.source[end] == "#":
            end += 1
        return end - self.at if self.source[end:end + 1] == '"' else None

    def _string(self, hashes):
        self.at += hashes
        quotes = '"""' if self._sees('"""') else '"'
        closing, escape = quotes + "#" * hashes, "\\" + "#" * hashes
        self.at += len(quotes)
        while self.at < len(self.source):
            if self._sees(closing):
                self.at += len(closing)
                return
            if self._sees(escape + "("):
                self.at += len(escape)
                self._code(inside_interpolation=True)
            elif quotes == '"' and self._sees("\n"):
                return
            else:
                self._blank(self.at + (len(escape) + 1 if self._sees(escape) else 1))

    def _sees(self, text):
        return self.source.startswith(text, self.at)

    def _end_of(self, text, start):
        found = self.source.find(text, start)
        return len(self.source) if found < 0 else found

    def _blank(self, end):
        for index in range(self.at, min(end, len(self.source))):
            if self.kept[index] != "\n":
                self.kept[index] = " "
        self.at = end
