"""From a file somebody sends to records, and back.

batch = uploading.upload(…)            the file is looked into, sealed and kept; its columns are proposed
mapping.choose_sheet(…), map_columns(…)  the officer says which sheet, and which column is what
checking.start(…)                      in the background: every cell is judged, every row compared with the register
choosing.skip(…), match(…)             rows to leave out; the same organisation or another
committing.start(…)                    in the background: what the preview promised, in one transaction, or nothing
undoing.start(…)                       days later: everything back, except what others have built upon since
"""
