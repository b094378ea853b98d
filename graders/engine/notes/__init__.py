"""Notes: what is worth knowing about a topic once it is solved. A right solution opens a note, and a wrong one does not.

**Where.** An author writes `solutions/<week>/notes/<topic>.md`: why the solution works, and one or two other ways to write it.
It holds a solution, so it never leaves the course in clear. `dev pack` and `dev keys` write it as `keys/<week>/<topic>.note`,
encrypted. `dlcourse notes TOPIC`, and the key `s` in `watch`, decrypt it.

**The secret.** It is what a right solution returns on inputs of its own (seed "notes"). The package has these inputs, and not
what they give. The student's file runs on them in a worker, as in a check. From the evidence come *labels*: a number is
divided by a width and rounded; a text, a dtype or a length stays as it is. All labels together are the secret.

**Which values.** `choosing` takes a value only if

- it is well inside its rounding interval: at most a quarter of the width away from the middle;
- the reference and all variants agree on it to a tenth of the width (`dev check` then runs them on two threads too);
- a check fails if it changes by a quarter of the width, so every solution with full marks has the same label. (The check sees
  a whole array change. A check that compares only a part of an array leaves the rest free, so a variant must show that.)

Values are added until they have 80 bits and every exercise has one, then until no known mistake has the same labels. Only
the places of the values, their widths and their shapes are stored. A width shows a value's order of magnitude. A mistake that
shares all values that can be chosen is no violation if a visible check catches it, because `notes` asks for green first.

**How strong.** A guesser is assumed to know the inputs, the keys, the shapes and the orders of magnitude. So a value counts
only if it comes from drawn inputs, is none of them, and differs from the evidence in the public key. A piece of evidence
counts as the larger of two: its number of values times their empirical entropy (flags, classes), or log2(1 + |label|), at
most 10 bits, of each label that was not seen before. `dev check` asks for 40. A topic that returns only texts or a few
flags has too few: its author adds a probe whose inputs are drawn and whose evidence is numbers, or accepts it with the line
`<!-- guessable -->` at the top of the note. In the same way, `<!-- opened by MISTAKE -->` accepts a mistake.

**The cipher.** scrypt (RFC 7914; n=2**16, r=8, p=1: 64 MB and about a fifth of a second for each guess) makes 64 bytes from the
labels and a salt, the SHA-256 of all that the file holds in clear. They are the key of AES-256-SIV (RFC 5297) of the package
`cryptography`. It is authenticated and needs no random nonce, so the same course packs to the same bytes.

**What is at stake** is a spoiler. Who has the student's package can guess, or copy a right solution from somebody else. Grades
do not depend on notes.

`values`: places and labels. `choosing`: which places. `locked`: the file and the cipher. `making`: from the Markdown file to
the locked note. `opening`: from a student's file to the text.
"""
