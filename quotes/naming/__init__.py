"""Who is who: mention -> name, type and role, in passes over values. It knows nothing of `finding`.

names.find(doc)                               Names: which tokens name somebody
register.build(names)                         Register: who is in the article, and who each name is
roles.find(register)                          Roles: what stands beside the names
reference.resolve(register, roles, places)    References: whom names, pronouns and descriptions refer to
identities.identify(layout, statements)       the parties of each statement: all of the above, in this order
"""
