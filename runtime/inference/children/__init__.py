"""Child processes: where the files that users brought are read and computed.

`process` starts and stops one and speaks to it, `channel` and `handover` are the line between
the two sides, `home` keeps the children of this process, `server` is what runs inside, `sandbox`
takes away what a child needs no longer.
"""
