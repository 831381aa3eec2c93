"""The papers an office hands up: the evening report as Word, Excel, PDF and a message for the chat group.

`evening.py` is what a report says, frozen; `layout.py` puts it into sections, sentences and tables once, so
that Word and PDF cannot differ; the writers turn it into bytes. No model, no clock, no disk. The words are
Vietnamese and live here, as the paper is Vietnamese whatever language the screen speaks.
"""
