"""What every room stands on and none owns: the clock, the announcing of events, permissions and area scope,
the audit trail, the vault that seals personal data, background jobs, the turning of problems into answers,
and the base pages with their design tokens. Nothing here knows of drives, people or doors.
"""
