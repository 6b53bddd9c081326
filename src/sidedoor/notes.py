"""What the gate notes of every text for the sake of its conversation: bits, cheap to have and cheap to keep.

A note says that something may be there. Alone it wakes nothing; beside other messages of the conversation it may.
"""

DIGITS = 1  # digits or words for them
NAME = 2  # signs within a word, as user names have them
SERVICE = 4  # a messenger or network is named
TIED = 8  # words that tie a message to others: "the rest is"
ADDRESS = 16  # a sign or word that e-mail addresses and links are made of
WORK = 32  # a work system is named
EVERYTHING = 63  # where nobody has looked

TARGETS = {
    "note digits": DIGITS,
    "note name": NAME,
    "note service": SERVICE,
    "note tied": TIED,
    "note address": ADDRESS,
    "note work": WORK,
}
