"""Writers of tables, pages and labels. They know no plan: values and places on paper go in, files come out.

`table` is what a document is made of; `csv_writer`, `xlsx_writer` and `pdf_writer` write one; `pages` is the paper that
everything printed is drawn on, `fonts` says what prints a character.
"""
