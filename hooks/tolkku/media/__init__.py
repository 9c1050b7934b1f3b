"""Pictures, recordings, drawings and documents beside the texts.

What each is, whether it may be published, and what of it is: what cameras and programs wrote into
it stays here.
"""
