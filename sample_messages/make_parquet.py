# ruff: noqa: E501
"""Write translation_and_admin.parquet beside this file from the table below: `python sample_messages/make_parquet.py`."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = pa.schema(
    [
        pa.field("message_id", pa.string(), nullable=False),
        pa.field("conversation_id", pa.string(), nullable=False),
        pa.field("sent_at", pa.timestamp("ms", tz="UTC"), nullable=False),
        pa.field("sender_role", pa.string(), nullable=False),
        pa.field("contract_state", pa.string(), nullable=False),
        pa.field("client_plan", pa.string(), nullable=False),
        pa.field("surface", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
    ]
)

# One message a line, one conversation a block, its cells in the order of the schema. Invisible and look-alike
# characters are written as escapes, so that a reader sees them.
MESSAGES = """
ta-01 | ta-c01 | 2025-10-20T08:00Z | client | interview | basic | message | Hello Mr Vanterpool, the texts are leaflets for patients, so I can't show you anything before a confidentiality agreement is signed.
ta-02 | ta-c01 | 2025-10-20T08:21Z | freelancer | interview | basic | message | Of course, I sign one nearly every month. On paper, or electronically?
ta-03 | ta-c01 | 2025-10-20T08:40Z | client | interview | basic | message | With DocuSign, if you don't mind. To send you the NDA it wants your legal name and an e-mail address.
ta-04 | ta-c01 | 2025-10-20T08:52Z | freelancer | interview | basic | message | Corentin Vanterpool, corentin.v@example.com, for the NDA only.
ta-05 | ta-c01 | 2025-10-20T13:15Z | client | interview | basic | message | Signed on our side too. 14 leaflets, 9,300 words, English to Dutch, due on 17 November.
ta-06 | ta-c01 | 2025-10-20T13:50Z | freelancer | interview | basic | message | At 0.11 a word that's 1,023. You get Word files with tracked changes.

ta-07 | ta-c02 | 2025-10-20T09:30Z | client | interview | basic | message | hello sir, data entry ka kaam hai, 1200 bills Excel mein dalne hain
ta-08 | ta-c02 | 2025-10-20T09:41Z | freelancer | interview | basic | message | ji ho jayega, ek bill ke 3 rupaye, 8 din lagenge
ta-09 | ta-c02 | 2025-10-20T09:44Z | client | interview | basic | message | theek hai, lekin pehle phone pe baat karni hai. apna number de dijiye
ta-10 | ta-c02 | 2025-10-20T09:52Z | freelancer | interview | basic | message | maaf kijiye, jab tak contract shuru nahi hota main number nahi de sakti, jo bhi hai yahin likh dijiye
ta-11 | ta-c02 | 2025-10-20T10:05Z | client | interview | basic | message | achha koi baat nahi. bills ki photo yahin bhej raha hoon, ek baar mein 60
ta-12 | ta-c02 | 2025-10-20T10:09Z | freelancer | interview | basic | message | badhiya, pehli file kal subah tak mil jayegi

ta-13 | ta-c03 | 2025-10-21T14:00Z | freelancer | interview | plus | message | Hi, my mother tongues are Turkish and German, I've been subtitling since 2014, 38 films so far.
ta-14 | ta-c03 | 2025-10-21T14:18Z | client | interview | plus | message | Great. It's a documentary on lighthouses, 52 minutes, German to Turkish, about 640 lines. What would it cost?
ta-15 | ta-c03 | 2025-10-21T14:30Z | freelancer | interview | plus | message | 7 a minute, so 364 with the timing.
ta-16 | ta-c03 | 2025-10-21T14:31Z | freelancer | interview | plus | message | btw I answer faster on t\u0435l\u0435gr\u0430m, look for lale_lichtturm_subs
ta-17 | ta-c03 | 2025-10-21T15:02Z | client | interview | plus | message | I'd like to have everything in one place, so here please. 25 frames a second, at most 42 characters a line.
ta-18 | ta-c03 | 2025-10-21T15:10Z | freelancer | interview | plus | message | Fine with me! Are there foghorns in it? I love foghorns.

ta-19 | ta-c04 | 2025-10-22T16:00Z | client | ended | basic | message | The contract is closed and you have your five stars. You saved our tax season!
ta-20 | ta-c04 | 2025-10-22T16:14Z | freelancer | ended | basic | message | Thank you, that was a tidy ledger. If your accountant has a question later: books.by.nerys@example.org
ta-21 | ta-c04 | 2025-10-22T16:30Z | client | ended | basic | message | Noted. Could we do next year's books just between the two of us, so that the site doesn't get its cut?
ta-22 | ta-c04 | 2025-10-22T16:49Z | freelancer | ended | basic | message | I'd like to stay with a contract on Upwork, it protects you as well as me. Please invite me again in January.
ta-23 | ta-c04 | 2025-10-22T17:03Z | client | ended | basic | message | January it is. Enjoy the quiet weeks!

ta-24 | ta-c05 | 2025-10-23T11:00Z | freelancer | unknown | unknown | message | Transcript 7 is done: 58 minutes, two speakers, [inaudible] four times.
ta-25 | ta-c05 | 2025-10-23T11:20Z | client | unknown | unknown | message | Thanks! Speaker B is my colleague. If you can't make out a word, ask him: thaddeus@quillhaven-archive.example
ta-26 | ta-c05 | 2025-10-23T11:42Z | freelancer | unknown | unknown | message | At 00:31:12 he says a name, Ollerenshaw or Ollernshaw?
ta-27 | ta-c05 | 2025-10-23T12:05Z | client | unknown | unknown | message | Ollerenshaw, with both e's. The other 5 recordings come on Monday, and those I'd simply pay by Venmo, without a contract.
ta-28 | ta-c05 | 2025-10-23T12:11Z | freelancer | unknown | unknown | message | Please open a milestone for them instead, then I can start on Monday morning.

ta-29 | ta-c06 | 2025-10-24T10:00Z | client | interview | basic | message | Would you also type up handwritten recipe cards? About 300 of them, from 1958 on, some with butter stains.
ta-30 | ta-c06 | 2025-10-24T10:12Z | freelancer | interview | basic | message | I love those. Would you send photos or the cards themselves?
ta-31 | ta-c06 | 2025-10-24T10:25Z | client | interview | basic | message | The cards, a box with ten to try. What's your postal address?
ta-32 | ta-c06 | 2025-10-24T10:33Z | freelancer | interview | basic | message | Flat 2, 12 Marram Row, Penlow Sands PZ99 9ZZ. Please write 'fragile' on it, because of the butter :)
ta-33 | ta-c06 | 2025-10-24T11:15Z | client | interview | basic | message | On second thoughts I'll scan them. I've just read that addresses have to wait until there's a contract.
ta-34 | ta-c06 | 2025-10-24T11:30Z | freelancer | interview | basic | message | Oh, I didn't know. 300 dpi is fine. Shall we say 0.90 a card?
ta-35 | ta-c06 | 2025-10-27T09:00Z | client | active | basic | message | We shall, and I see that you've accepted. So the big box goes to 12 Marram Row, Penlow Sands after all.
ta-36 | ta-c06 | 2025-10-27T09:20Z | freelancer | active | basic | message | Perfect, somebody is at home all week.

ta-37 | ta-c07 | 2025-10-01T00:00Z | freelancer | none | unknown | profile | Virtual assistant: inboxes, calendars, travel. 11 years with surgeons and architects. Text HELLO to 202-555-0119 and you'll have my answer within the hour.
ta-38 | ta-c07 | 2025-10-28T13:00Z | client | interview | enterprise | message | Hello Bronwen, I found you by search. We need cover for two executives from 1 December, calendars in Outlook.
ta-39 | ta-c07 | 2025-10-28T13:16Z | freelancer | interview | enterprise | message | Hello! Which time zone, and do they travel much?
ta-40 | ta-c07 | 2025-10-28T13:40Z | client | interview | enterprise | message | Zurich, some 6 trips a month. Our HR talks to all candidates by phone, is 202-555-0119 still yours?
ta-41 | ta-c07 | 2025-10-28T13:47Z | freelancer | interview | enterprise | message | Yes, mornings are best. And please send the documents to bronwen.va@example.com
ta-42 | ta-c07 | 2025-10-28T14:05Z | client | interview | enterprise | message | Thank you, Ms Aebischer will be in touch.

ta-43 | ta-c08 | 2025-10-29T09:00Z | client | interview | basic | message | We need product titles in Portuguese: 480 items, 80 characters at most.
ta-44 | ta-c08 | 2025-10-29T09:25Z | freelancer | interview | basic | message | Olá! 480 titles at 0.35 are 168, in 4 working days. Do you have a glossary?
ta-45 | ta-c08 | 2025-10-29T09:40Z | client | interview | basic | message | Yes, glossary_pt_v2.xlsx, 212 terms. The item number 2025550143 in row 7 is a dummy, leave it as it is.
ta-46 | ta-c08 | 2025-10-29T10:02Z | freelancer | interview | basic | message | All right. 'Free delivery' can be 'entrega grátis' or 'portes grátis', is it for Brazil or for Portugal?
ta-47 | ta-c08 | 2025-10-29T10:10Z | client | interview | basic | message | Portugal. For little things like that just buzz me: four one five, triple five, oh one six two
ta-48 | ta-c08 | 2025-10-29T10:31Z | freelancer | interview | basic | message | Little things are welcome in here. 'Portes grátis' it is.

ta-49 | ta-c09 | 2025-10-30T07:00Z | client | interview | basic | message | Congratulations, you have been chosen as our remote typist, 45 an hour, no experience needed.
ta-50 | ta-c09 | 2025-10-30T07:30Z | freelancer | interview | basic | message | Thank you, but what is it that you want typed?
ta-51 | ta-c09 | 2025-10-30T07:34Z | client | interview | basic | message | Company documents. First we mail you a cheque for the office equipment, you deposit it and forward the rest to our vendor.
ta-52 | ta-c09 | 2025-10-30T07:50Z | freelancer | interview | basic | message | I know this trick: the cheque bounces and I've paid your vendor. I'm reporting the conversation.

ta-53 | ta-c10 | 2025-10-31T12:00Z | client | interview | business_plus | message | It's 26 e-mail templates and the help centre, English to Spanish. Placeholders such as {{phone}} and {{email}} stay as they are.
ta-54 | ta-c10 | 2025-10-31T12:22Z | freelancer | interview | business_plus | message | Claro. 'Contact us on WhatsApp' would become 'Escríbenos por WhatsApp', if your market is Mexico?
ta-55 | ta-c10 | 2025-10-31T12:30Z | client | interview | business_plus | message | Mexico and Chile, so yes. The sentence 'Call 1-800-555-0199, toll free' stays in English.
ta-56 | ta-c10 | 2025-10-31T12:48Z | freelancer | interview | business_plus | message | Understood. 11,400 words at 0.08 are 912, two weeks.
ta-57 | ta-c10 | 2025-10-31T12:55Z | client | interview | business_plus | message | Can we talk it through? There's a video call built into these messages.
ta-58 | ta-c10 | 2025-10-31T13:01Z | freelancer | interview | business_plus | message | Gladly, on Tuesday at 11. I'll bring the list of terms that I'd leave in English.
"""


def rows() -> list[dict[str, object]]:
    """Return the messages of the table, a dictionary each."""
    cells = [line.split(" | ", len(SCHEMA) - 1) for line in MESSAGES.splitlines() if line]
    records: list[dict[str, object]] = [dict(zip(SCHEMA.names, row, strict=True)) for row in cells]
    return [{**record, "sent_at": datetime.fromisoformat(str(record["sent_at"]))} for record in records]


if __name__ == "__main__":
    path = Path(__file__).with_name("translation_and_admin.parquet")
    pq.write_table(pa.Table.from_pylist(rows(), schema=SCHEMA), path, compression="zstd")
