import pytest

from sidedoor.detectors.email import find_emails
from sidedoor.text import Text


@pytest.mark.parametrize(
    "text, value",
    [
        ("lena dot fisk at gmail dot com", "lena.fisk@gmail.com"),  # words
        ("odd underscore one one at proton dot me", "odd_11@proton.me"),  # a number behind a spelled sign
        ("contact me at odd@pixelcode,dev", "odd@pixelcode.dev"),  # a comma in any domain
        ("odd~pixel@outlook~com (~ is a dot)", "odd.pixel@outlook.com"),  # a sign that is explained
        ("odd.pixel#gmail.com, # means at", "odd.pixel@gmail.com"),  # a sign for the at that is explained
        ("my mail is odd.pixel atgmail dotcom", "odd.pixel@gmail.com"),  # at glued to the provider
        ("lies odd_w, dahinter kommt at gmail punkt com", "odd_w@gmail.com"),  # a name that ends like a preposition
        ("odd.pixelZZZ@gmail.com (without the ZZZ)", "odd.pixel@gmail.com"),  # a filler, named before
        ("odd.pixelbanana@gmail.com, drop the word banana", "odd.pixel@gmail.com"),  # a filler that is a word
        ("odd.pixel@gmail.com without the hyphen", "odd.pixel@gmail.com"),  # nothing to take out
        ("odd~pixel~7~@~gmail~.~com", "oddpixel7@gmail.com"),  # signs set apart too
        ("o~d~d~7~@~g~m~a~i~l~.~c~o~m", "odd7@gmail.com"),  # every character set apart
        ("lima uniform mike underscore eight five at proton dot me", "lum_85@proton.me"),  # radio words and signs
        ("odd underscore dias 21 at yahoo dot com", "odd_dias21@yahoo.com"),  # a number after a spelled chain
        ("oddpixel at cs.sorbel.edu", "oddpixel@cs.sorbel.edu"),  # a part of a university is named in addresses
        ("oddpixel at da rate gmail dot com", "oddpixel@gmail.com"),  # da rate
        ("send the brief to tom.arkwell AT outlook DOT com", "tom.arkwell@outlook.com"),  # capitals
        ("mira_holt [at] fastmail [dot] com is best", "mira_holt@fastmail.com"),  # square frames
        ("odd.pixel(at)gmail.com", "odd.pixel@gmail.com"),  # frame glued
        ("odd.pixel <at> gmail <dot> com", "odd.pixel@gmail.com"),  # angle frames
        ("odd.pixel{at}gmail{dot}com", "odd.pixel@gmail.com"),  # curly frames
        ("odd.pixel -at- gmail -dot- com", "odd.pixel@gmail.com"),  # dashes
        ("odd.pixel *at* gmail *dot* com", "odd.pixel@gmail.com"),  # stars
        ("odd.pixel_at_gmail_dot_com", "odd.pixel@gmail.com"),  # underscores glue
        ('oddpixel "at" gmail "dot" com', "oddpixel@gmail.com"),  # quotes
        ("odd.pixel @ gmail . com", "odd.pixel@gmail.com"),  # spaced signs
        ("odd.pixel@gmail .com", "odd.pixel@gmail.com"),  # space before ending
        ("odd.pixel@ gmail.com", "odd.pixel@gmail.com"),  # space after the at
        ("odd.pixel @gmail.com", "odd.pixel@gmail.com"),  # space before the at
        ("odd.pixel@gmail,com", "odd.pixel@gmail.com"),  # comma for dot
        ("odd.pixel@gmail dot com", "odd.pixel@gmail.com"),  # only the dot
        ("odd.pixel at gmail.com", "odd.pixel@gmail.com"),  # only the at
        ("odd.pixel@gmail", "odd.pixel@gmail.com"),  # no ending
        ("reach me: odd.pixel at gmail", "odd.pixel@gmail.com"),  # no ending, at word
        ("my mail is oddpixel77 on gmail", "oddpixel77@gmail.com"),  # on gmail
        ("oddpixel77 (gmail) is mine", "oddpixel77@gmail.com"),  # provider in brackets
        ("my gmail is oddpixel77", "oddpixel77@gmail.com"),  # provider first
        ("my gmail: odd.pixel", "odd.pixel@gmail.com"),  # provider first colon
        ("gmail me, lena.k93 is the name", "lena.k93@gmail.com"),  # gmail as a verb
        ("you know gmail? lena_k93 with that, write me", "lena_k93@gmail.com"),  # with that
        ("@gmail.com with lena.k93 in front, mail me", "lena.k93@gmail.com"),  # domain first
        ("lena.k93 and then the usual gmail thing, write to me", "lena.k93@gmail.com"),  # usual gmail
        ("oddpixel@gmial.com", "oddpixel@gmail.com"),  # misspelt provider
        ("oddpixel@hotmial.com", "oddpixel@hotmail.com"),  # misspelt hotmail
        ("oddpixel at yaho dot com", "oddpixel@yahoo.com"),  # misspelt yahoo
        ("oddpixel at outlok dot com", "oddpixel@outlook.com"),  # misspelt outlook
        ("oddpixel at gee mail dot com", "oddpixel@gmail.com"),  # gee mail
        ("oddpixel at g mail dot com", "oddpixel@gmail.com"),  # g mail
        ("oddpixel at google mail", "oddpixel@gmail.com"),  # google mail
        ("oddpixel (at) goooglemail (dot) com", "oddpixel@googlemail.com"),  # goooglemail
        ("oddpixel at hot mail dot com", "oddpixel@hotmail.com"),  # hot mail
        ("oddpixel at g-mail dot com", "oddpixel@gmail.com"),  # g-mail
        ("oddpixel at gma1l dot com", "oddpixel@gmail.com"),  # leet provider
        ("oddpixel at proton dot me", "oddpixel@proton.me"),  # proton
        ("oddpixel at i cloud dot com", "oddpixel@icloud.com"),  # i cloud
        ("o d d p i x e l @ g m a i l . c o m", "oddpixel@gmail.com"),  # spaced letters
        ("my address is o d d . p i x e l at g m a i l dot c o m", "odd.pixel@gmail.com"),  # spaced with words
        ("o-d-d-p-i-x-e-l@g-m-a-i-l.c-o-m", "oddpixel@gmail.com"),  # hyphen letters
        ("o.d.d.p.i.x.e.l@g.m.a.i.l.c.o.m", "oddpixel@gmail.com"),  # dotted letters
        ("odd|pixel|@|gmail|.|com", "oddpixel@gmail.com"),  # pipes
        ("odd~pixel~@~gmail~.~com", "oddpixel@gmail.com"),  # tildes
        ("odd*pixel*at*gmail*dot*com", "oddpixel@gmail.com"),  # stars everywhere
        ("odd.pixel©gmail.com", "odd.pixel@gmail.com"),  # copyright sign
        ("odd.pixelⓐgmail.com", "odd.pixel@gmail.com"),  # circled a
        ("odd.pixel(a)gmail(.)com", "odd.pixel@gmail.com"),  # a in brackets
        ("odd.pixel[@]gmail[.]com", "odd.pixel@gmail.com"),  # framed signs
        ("odd.pixel @t gmail d0t com", "odd.pixel@gmail.com"),  # leet at, d0t
        ("moc.liamg@lexip.ddo (read it backwards)", "odd.pixel@gmail.com"),  # backwards
        ("backwards: moc tod liamg ta lexipddo", "oddpixel@gmail.com"),  # backwards words
        ("moc.liamg@lexip.ddo", "odd.pixel@gmail.com"),  # backwards, not told
        ("gmail.com@odd.pixel, swap both sides", "odd.pixel@gmail.com"),  # swapped sides
        ("odd.pixel&#64;gmail&#46;com", "odd.pixel@gmail.com"),  # entities
        ("odd.pixel&commat;gmail&period;com", "odd.pixel@gmail.com"),  # named entities
        ("odd.pixel%40gmail.com", "odd.pixel@gmail.com"),  # percent
        ("odd.pixel\\u0040gmail.com", "odd.pixel@gmail.com"),  # escape
        ("b2RkLnBpeGVsQGdtYWlsLmNvbQ==", "odd.pixel@gmail.com"),  # base64
        ("it's base64, decode: b2RkLnBpeGVsQGdtYWlsLmNvbQ", "odd.pixel@gmail.com"),  # base64 unpadded
        ("hex: 6f 64 64 2e 70 69 78 65 6c 40 67 6d 61 69 6c 2e 63 6f 6d", "odd.pixel@gmail.com"),  # hex
        ("rot13 this: bqq.cvkry@tznvy.pbz", "odd.pixel@gmail.com"),  # rot13
        ("odd.pixelNOSPAM@gmail.com", "odd.pixel@gmail.com"),  # nospam
        ("odd.pixel@nospam.gmail.com", "odd.pixel@gmail.com"),  # nospam domain
        ("odd.DELETETHIS.pixel@gmail.com remove the capitals", "odd.pixel@gmail.com"),  # deletethis
        ("odd-pixel-remove-this@gmail.com", "odd-pixel@gmail.com"),  # remove-this
        ("oscar delta delta papa india xray echo lima at gmail dot com", "oddpixel@gmail.com"),  # nato
        ("my gmail: Oscar, Delta, Delta, Papa, India, X-ray, Echo, Lima", "oddpixel@gmail.com"),  # nato with commas
        ("oddpixel\nat\ngmail\ndot\ncom", "oddpixel@gmail.com"),  # lines with words
        ("odd pixel 9 at gmail dot com, no spaces", "oddpixel9@gmail.com"),  # no spaces
        ("odd pixel studio at gmail dot com all one word", "oddpixelstudio@gmail.com"),  # one word
        ("email: odd underscore pixel at yahoo dot co dot uk", "odd_pixel@yahoo.co.uk"),  # underscore
        ("odd dash pixel at web dot de", "odd-pixel@web.de"),  # dash
        ("odd hyphen pixel at web de", "odd-pixel@web.de"),  # hyphen, dropped dot
        ("hello at brightfern dash studio dot com", "hello@brightfern-studio.com"),  # dash domain
        ("editorial at harrowpress dot org please", "editorial@harrowpress.org"),  # role by word
        ("**odd.pixel**@gmail.com", "odd.pixel@gmail.com"),  # markdown
        ("`odd.pixel@gmail.com`", "odd.pixel@gmail.com"),  # backticks
        ("[odd.pixel@gmail.com](mailto:odd.pixel@gmail.com)", "odd.pixel@gmail.com"),  # markdown link
        ("odd\u200b.pixel@\u200bgmail.com", "odd.pixel@gmail.com"),  # zero width
        ("𝓸𝓭𝓭.𝓹𝓲𝔁𝓮𝓵@𝓰𝓶𝓪𝓲𝓵.𝓬𝓸𝓶", "odd.pixel@gmail.com"),  # script letters
        ("odd • pixel @ gmail • com", "odd.pixel@gmail.com"),  # bullets
        ("username odd_pixel, domain proton dot me, mail me there", "odd_pixel@proton.me"),  # username and domain
        ("my nick on GitHub is odd-pixel, same at gmail dot com", "odd-pixel@gmail.com"),  # same nick
        ("first name dot last name at gmail dot com", None),  # pointer
        ("write to my upwork name at gmail, all together", None),  # pointer
        ("my username here plus gmail dot com, drop me a line", None),  # pointer
        ("oddpixel at gmail (without the spaces) dot com", "oddpixel@gmail.com"),  # aside
        ("oddpixelatgmaildotcom", "oddpixel@gmail.com"),  # glued
        ("odd.pixel.at.gmail.dot.com", "odd.pixel@gmail.com"),  # dots glue
        ("oddpixel at gmail dotcom", "oddpixel@gmail.com"),  # dotcom
        ("oddpixel at the rate gmail.com", "oddpixel@gmail.com"),  # at the rate
        ("oddpixel at d rate of gmail dot com", "oddpixel@gmail.com"),  # at d rate of
        (
            "You can always write me under karim.benz [ at ] outlook [ dot ] fr",
            "karim.benz@outlook.fr",
        ),  # spaces in the frames
        ("k a r i m at gmail dot com", "karim@gmail.com"),  # letters one by one before a word
        ("ping karim_b AT-sign proton DOT me", "karim_b@proton.me"),  # at-sign in capitals
        ("contact: karim.b /at/ gmx /dot/ net", "karim.b@gmx.net"),  # slashes as frames
        ("karim.b #at# gmail #dot# com", "karim.b@gmail.com"),  # hashes as frames
        ("karim.b ~at~ gmail ~dot~ com", "karim.b@gmail.com"),  # tildes as frames
        ("my inbox is karimbenz1987 at gmail", "karimbenz1987@gmail.com"),  # no ending, told by inbox
        ("shoot me a line at karimbenz (you know, gmail)", "karimbenz@gmail.com"),  # the provider in an aside
        ("karimbenz at geemail", "karimbenz@gmail.com"),  # nickname without an ending
        ("I'm karim.b over at gmail", "karim.b@gmail.com"),  # a word before at
        ("add karim dot b at fastmail dot com to the sheet", "karim.b@fastmail.com"),  # words around
        ("karim dot b dot studio at gmail dot com", "karim.b.studio@gmail.com"),  # three parts
        ("karim-benz at t-online dot de", "karim-benz@t-online.de"),  # a dash in the provider
        ("karimb@googlemail. com", "karimb@googlemail.com"),  # a space after the dot
        ("karimb@gmail.con", "karimb@gmail.com"),  # typo ending
        ("karimb@gmail.c0m", "karimb@gmail.com"),  # leet ending
        ("karimb@gmailcom", "karimb@gmail.com"),  # glued ending
        ("karimb at gmailcom", "karimb@gmail.com"),  # the dot left out after a word
        ("karim(dot)b(at)gmail(dot)com", "karim.b@gmail.com"),  # frames throughout
        ("karim(.)b(@)gmail(.)com", "karim.b@gmail.com"),  # framed signs
        ("(karim.b) (at) (gmail) (dot) (com)", "karim.b@gmail.com"),  # every piece in brackets
        ("karim.b at gmail do t com", "karim.b@gmail.com"),  # dot in two pieces
        ("email = karim.b + @ + gmail + .com", "karim.b@gmail.com"),  # plus joins
        ('"karim.b" + "@" + "gmail.com"', "karim.b@gmail.com"),  # strings added up
        ("karim.b (at-sign) gmail (period) com", "karim.b@gmail.com"),  # at-sign and period
        ("karim.b, at, gmail, dot, com", "karim.b@gmail.com"),  # commas
        ("karim.b... at ...gmail... dot ...com", "karim.b@gmail.com"),  # dots as frames
        ("karim.b at gmail [dot] [com]", "karim.b@gmail.com"),  # the ending framed too
        ("karim.b at gmail d.o.t com", "karim.b@gmail.com"),  # dotted dot
        ("k.a.r.i.m at g.m.a.i.l dot c.o.m", "karim@gmail.com"),  # dotted words
        ("ka rim b @ gm ail . c om", "karimb@gmail.com"),  # odd spacing
        ("karim.b @gm@il.com", "karim.b@gmail.com"),  # an at sign for the a of mail
        ("kar1m at hotmail dot co dot uk", "kar1m@hotmail.co.uk"),  # a digit in the name
        ("karim forty two at gmail dot com", "karim42@gmail.com"),  # digits words
        ("karim four two at gmail dot com", "karim42@gmail.com"),  # digits in words
        ("kilo alpha romeo india mike at gmail dot com", "karim@gmail.com"),  # radio alphabet
        (
            "k for king, a for apple, r for red, i for ice, m for mike, then at gmail dot com",
            "karim@gmail.com",
        ),  # letters explained
        ("K-A-R-I-M at gmail dot com", "karim@gmail.com"),  # letters with dashes
        ("karim.b@gmail.com.nospam", "karim.b@gmail.com"),  # a decoy at the end
        ("moc [dot] liamg [at] mirak", "karim@gmail.com"),  # both sides from the end, in frames
        ("ed.xmg@znebmirak that's from right to left", "karimbenz@gmx.de"),  # from right to left
        ("karimb%20at%20gmail%20dot%20com", "karimb@gmail.com"),  # percent signs with words
        ("karimb&#x40;gmail&#x2e;com", "karimb@gmail.com"),  # hexadecimal entities
        ("a2FyaW0uYkBnbWFpbC5jb20=", "karim.b@gmail.com"),  # base64
        ("karimb a còng gmail.com", "karimb@gmail.com"),  # Vietnamese at, written dot
        (
            "Hi Jonas, thanks! I'd like to see the drafts, my mailbox is hedda (dot) brok (at) posteo (dot) net",
            "hedda.brok@posteo.net",
        ),  # framed words in a long message
        ("For the NDA: hedda.brok at proton.me", "hedda.brok@proton.me"),  # only the at, for a known provider
        (
            "hb.illustration-at-gmail-dot-com is where I read things",
            "hb.illustration@gmail.com",
        ),  # dashes glue everything
        ("HEDDA DOT BROK AT ICLOUD DOT COM", "hedda.brok@icloud.com"),  # capitals throughout
        ("hedda brok 88 @ gmail com", "heddabrok88@gmail.com"),  # words joined, dot left out
        ("heddabrok88 gmail com", "heddabrok88@gmail.com"),  # no sign at all beside the provider
        ("email me heddabrok88 @ g m a i l", "heddabrok88@gmail.com"),  # the provider letter by letter, no ending
        ("h3ddabrok at yahoo", "h3ddabrok@yahoo.com"),  # no ending
        ("I use heddabrok at the big google mail, drop me a note", "heddabrok@gmail.com"),  # words around the provider
        ("my e mail: heddabrok AT aol", "heddabrok@aol.com"),  # told by "e mail"
        ("hit me at heddabrok at hotmail, cheers", "heddabrok@hotmail.com"),  # told by an invitation, no ending
        ("it's hedda period brok at outlook period com", "hedda.brok@outlook.com"),  # period
        ("hedda fullstop brok at outlook fullstop com", "hedda.brok@outlook.com"),  # full stop
        ("hedda(underscore)brok(at)mail(dot)com", "hedda_brok@mail.com"),  # underscore in a frame
        ("h_e_d_d_a at gmail dot com", "hedda@gmail.com"),  # underscores between letters
        ("h e d d a  b r o k @ g m a i l . c o m", "heddabrok@gmail.com"),  # two words letter by letter
        ("hedda.brok@gmail[.]com", "hedda.brok@gmail.com"),  # only the ending framed
        ("hedda.brok(@)gmail.com", "hedda.brok@gmail.com"),  # only the at framed
        ("hedda.brok at googles mail service", "hedda.brok@gmail.com"),  # the provider paraphrased
        ("write to hedda.brok at gmail - remove the spaces", "hedda.brok@gmail.com"),  # a hint at the end
        ("hedda [dot] brok [at] tuta [dot] com", "hedda.brok@tuta.com"),  # another provider
        ("hedda@brok[dot]studio", "hedda@brok.studio"),  # own domain, framed dot
        ("hedda at brok dot studio", "hedda@brok.studio"),  # own domain in words
        ("hi at heddabrok dot design", "hi@heddabrok.design"),  # a short role at an own domain
        ("studio AT heddabrok DOT art", "studio@heddabrok.art"),  # capitals, own domain
        ("hedda at brokandsons dot co dot nz", "hedda@brokandsons.co.nz"),  # two-level ending
        ("mera gmail: brokstudio99", "brokstudio99@gmail.com"),  # Hindi in Latin letters: my gmail
        ("mail karo brokstudio99 at gmail pe", "brokstudio99@gmail.com"),  # Hindi in Latin letters, no ending
        (
            "brokstudio99 at the rate of rediffmail dot com",
            "brokstudio99@rediffmail.com",
        ),  # at the rate of, Indian provider
        ("gmail ko po: brokstudio99", "brokstudio99@gmail.com"),  # Filipino: my gmail
        ("email aku brokstudio99 di gmail", "brokstudio99@gmail.com"),  # Indonesian: on gmail
        ("gmail em là brokstudio99", "brokstudio99@gmail.com"),  # Vietnamese: my gmail
        ("pls use my other inbox wren dot tate at hey dot com", "wren.tate@hey.com"),  # a provider whose name is a word
        ("wren(dot)tate(at)zohomail(dot)com", "wren.tate@zohomail.com"),  # frames, another provider
        ("drop the zip to w.tate @ gmail dot com", "w.tate@gmail.com"),  # a spaced at sign, a dot word
        ("W T A T E at gmail dot com", "wtate@gmail.com"),  # capitals one by one
        ("wtate91 AT G M A I L DOT C O M", "wtate91@gmail.com"),  # the provider in spaced capitals
        ("wtate91{@}gmail{.}com", "wtate91@gmail.com"),  # framed signs, curly
        ("wtate91 (@) gmail (.) com", "wtate91@gmail.com"),  # framed signs with spaces
        ("wtate91 <at symbol> gmail <dot> com", "wtate91@gmail.com"),  # symbol as a word
        ("you'll find me under wtate91 at outlook, the com one", "wtate91@outlook.com"),  # the ending told apart
        ("gmail address is wtate91", "wtate91@gmail.com"),  # the provider first, then a copula
        ("my handle plus gmail: wren_t8", "wren_t8@gmail.com"),  # a sum
        ("wren_t8 / gmail", "wren_t8@gmail.com"),  # a slash between the pieces
        ("mail → wren_t8 ➜ gmail.com", "wren_t8@gmail.com"),  # arrows between the pieces
        ("email wren-t8 at mail dot com thx", "wren-t8@mail.com"),  # a dash in the name
        ("studio (at) tate-wren (dot) photography", "studio@tate-wren.photography"),  # a dash in an own domain
        ("info[at]tatewren[dot]co[dot]za", "info@tatewren.co.za"),  # an ending of two
        ("tatewren@yaho.com", "tatewren@yahoo.com"),  # a slip in a three-letter part
        ("tatewren@hotmai.com", "tatewren@hotmail.com"),  # a letter missing
        ("tatewren at hotnail dot com", "tatewren@hotmail.com"),  # a wrong letter
        ("tatewren at iclod dot com", "tatewren@icloud.com"),  # a letter missing in icloud
        ("tatewren at pr0ton dot me", "tatewren@proton.me"),  # a zero in the provider
        ("tatewren@protonmial.com", "tatewren@protonmail.com"),  # two letters swapped
        ("moc.kooltuo@nerwetat", "tatewren@outlook.com"),  # backwards, an unusual provider
        ("(read right to left) ku.oc.oohay@nerwetat", "tatewren@yahoo.co.uk"),  # backwards, told first
        ("dGF0ZXdyZW5AcHJvdG9uLm1l is base64", "tatewren@proton.me"),  # base64, told after
        ("tatewren%40proton%2Eme", "tatewren@proton.me"),  # percent signs
        ("tatewren&#064;proton&#046;me", "tatewren@proton.me"),  # entities with a leading zero
        ("tate.wrenREMOVEME@proton.me", "tate.wren@proton.me"),  # a decoy in capitals
        ("tango alpha tango echo at proton dot me", "tate@proton.me"),  # radio alphabet, a short name
        (
            "Email: T as in Tom, A as in Ann, T as in Tom, E as in Eve at proton dot me",
            "tate@proton.me",
        ),  # letters explained with commas
    ],
)
def test_disguised(text: str, value: str | None) -> None:
    assert [finding.value for finding in find_emails(Text(text))] == [value]
