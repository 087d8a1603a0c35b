"""The desk: what people of an office do to pieces, adoptions and duties, on the record.

Commands are functions of a `Desk` and of what the person says; they answer with an `Act` or raise
`Refused`, and write nothing themselves.
"""
