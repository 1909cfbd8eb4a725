"""Who is who: mention -> name, type and role, in passes over values. Nothing here imports `finding`.

names.find(doc)                               Names: which tokens name somebody
register.build(names)                         Register: who is in the article, and who each name is
roles.find(register)                          Roles: what the phrases beside the names say
reference.resolve(register, roles, places)    References: whom names, pronouns and descriptions refer to
identities.identify(layout, statements)       the parties of each statement: all of the above, in this order
"""
