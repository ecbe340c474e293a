"""The HTTP API under /api/v1: the same answers, determinations and scores as in conversation, for programs.

It keeps nothing: no session, no personal data, no draft. Errors are problem details (RFC 9457) in the language that
the caller accepts.
"""
