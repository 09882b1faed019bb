"""Key-in workbooks, memos and notices."""
