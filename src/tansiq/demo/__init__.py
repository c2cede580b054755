"""The demo: invented agencies, members and people, and a story told through the public actions of the apps below.

Owns no table. Nobody in it exists; suspects bear surnames that were made up for it.
Words: cast, stage, holdings (what agencies hold before the story), scene.
"""
