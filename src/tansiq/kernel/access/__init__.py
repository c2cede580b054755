"""Who may act: agencies with their standing, members, roles, handling codes.

Owns agencies, members and grants of roles. Does not own what any of them does.
Words: agency, accreditation, standing, member, role, permission, actor, handling code.
"""
