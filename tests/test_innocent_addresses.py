import pytest

from sidedoor.detectors.email import find_emails
from sidedoor.detectors.link import find_links
from sidedoor.text import Text


@pytest.mark.parametrize(
    "text",
    [
        "the signup form rejects plus signs at gmail dot com addresses",  # anybody's
        "write 'contact us at our shop dot com' on the banner",  # copy
        "the robots.txt at keffel dot acme dot com blocks the crawler",  # a file
        "the users at yahoo dot com see a blank page",  # somebody, not a name
        "post at www.keffel.org, its an apache question",  # a host is no mail
        "the ISOs are at cdimages.keffel.com",  # a sub-domain is no mail
        "We meet at the dot of noon, bring the deck",  # idiom
        "Let me dot the i's and then push",  # idiom
        "At this point in the sprint I'd freeze the copy",  # point
        "At some point is it worth a redesign?",  # point
        "look at example dot com for the layout",  # site
        "we're hosted at acme dot io right now",  # site
        "you can order it at walmart dot com",  # shop
        "I used to work at yahoo dot com",  # employer
        "the fonts are available at google fonts",  # site
        "connect the dots com port issue",  # words
        "dot com boom, then bust",  # words
        "the dot net framework at version 4.8",  # dotnet
        "ASP dot NET developer at your service",  # dotnet
        "node dot js at the backend",  # tech
        "Meet at 5 pm. Com on, be there",  # typo
        "the meeting is at 10.30 am",  # time
        "I work at Google as a contractor",  # employer
        "Gmail and Outlook render tables differently",  # product
        "Add a Gmail login button with OAuth2",  # product
        "The Gmail API v1 quota is 250 units",  # product
        "Outlook 2016 breaks the margins, gmail is fine",  # product
        "our Yahoo ads account has 3.2 ROAS",  # product
        "emails from Hotmail users bounce",  # product
        "does the form accept gmail only?",  # product
        "my Gmail app crashes on Android 12",  # support
        "I got the invite in my gmail, thanks",  # talk
        "write the cold e-mail sequence, 5 steps",  # work
        "the e-mail field at checkout is required",  # work
        "Email template: 600px, two columns",  # work
        "please validate the email with a regex",  # work
        "Never put your email in the proposal",  # refusal
        "my email is on hold until the contract starts",  # refusal
        "I can't share my email here, it's against the rules",  # refusal
        "Use user@example.com as the login in tests",  # test
        "test accounts: qa1@example.org and qa2@example.org",  # test
        "the placeholder should be you@company.com",  # placeholder
        "put name@domain.com in grey",  # placeholder
        "Lorem ipsum, contact@yoursite.com, 123 Main St",  # placeholder
        'seed: {name: "Ana", email: "ana@acme.io"}',  # code
        'const to = "ops@kestrel.io";',  # code
        "sendMail('ops@kestrel.io', subject)",  # code
        "MAIL_FROM=ops@kestrel.io in the .env",  # code
        "curl -u admin@kestrel.io:secret https://api.kestrel.io",  # code
        "INSERT INTO users VALUES ('eva@kestrel.io', 1)",  # code
        "ssh root@kestrel.io -p 22",  # code
        "scp dump.sql deploy@kestrel.io:/srv",  # code
        "git@gitlab.com:acme/site.git is the remote",  # code
        "npm i @scope/pkg@1.2.3",  # code
        "pip install foo@git+https://github.com/x/y",  # code
        "@app.route('/login') needs a decorator",  # code
        "icons: logo@2x.png, logo@3x.png",  # file
        "the sprite is bg@2x.webp",  # file
        "mails are sent by no-reply@kestrel.io",  # machine
        "bounces go to mailer-daemon@kestrel.io",  # machine
        "contact support@upwork.com about the dispute",  # marketplace
        "I asked help@freelancer.com",  # marketplace
        "billing@shopify.com answered me",  # vendor
        'The header reads "Questions? hello@brightfern.studio", set it in Lato',  # copy
        '"Write to us at info@brightfern.studio" should be centred on the flyer',  # copy
        'Translate: "Schreiben Sie an info@brightfern.studio"',  # copy
        "blur jo@kestrel.io in the screenshot",  # copy
        "change the footer mail to hello@brightfern.studio",  # copy
        "The contact form sends to leads@brightfern.studio",  # system
        "catch-all *@kestrel.io forwards to Zendesk",  # system
        "SPF include:_spf.kestrel.io for mail.kestrel.io",  # system
        "twitter @kestrel_io is the brand account in the mock-up",  # handle
        "Price: 20 USD @ 3 hours a day",  # at as rate
        "12 units @ 4.50 each",  # at as rate
        "working @ home today",  # at word
        "see you @ the call",  # at word
        "I was @ Google last year",  # employer
        "tod@s los clientes reciben el boletín",  # es gender
        "Hola tod@s, ¿alguien revisó el punto 3?",  # es gender
        "unas 20 arrobas de café por hectárea",  # es weight
        "el punto com de la empresa está caído",  # es words
        "La arroba sale mal en el logo",  # es sign
        "o ponto forte é o preço",  # pt word
        "le point com de la réunion",  # fr words
        "je travaille chez Orange depuis 2019",  # fr employer
        "commandé chez amazon point fr",  # fr shop
        "Google et Yahoo refusent le mail sans DKIM",  # fr et
        "Punkt 3 der Liste ist fertig, at last",  # de words
        "bestellt bei amazon punkt de",  # de shop
        "Das Angebot gilt ab 1. Mai",  # de date
        "chiocciola di mare nel disegno",  # it snail
        "il punto è questo",  # it word
        "моя собака спит у принтера",  # ru dog
        "собака на логотипе, точка. Готово",  # ru dog
        "точка входа в приложение",  # ru tech
        "Подключил вход через яндекс и гугл",  # ru product
        "равлик на обкладинці, крапка",  # uk snail
        "małpa w logo ma być brązowa, kropka",  # pl monkey
        "kropka nad i",  # pl idiom
        "Google et, sonra yaz",  # tr
        "bu nokta önemli",  # tr point
        "titik koordinatnya salah",  # id point
        "chấm điểm bài viết này giúp em",  # vi mark
        "這個點很重要",  # zh point
        "三点开会，别迟到",  # zh time
        "小老鼠的插画要可爱",  # zh mouse
        "ポイントはドットの大きさです",  # ja dots
        "골뱅이 소면 사진 보정해 주세요",  # ko whelk
        "จุดเด่นของสินค้า",  # th point
        "نقطة البداية واضحة",  # ar point
        "این نقطه را حذف کن",  # fa point
        "डॉट प्रिंटर खराब है",  # hi dot printer
        "nukta ya kwanza iko sawa",  # sw point
        "Let's integrate the WhatsApp API and a t.me bot",  # product
        "the wa.me link in the newsletter is broken",  # product
        '"t.me" links are blocked in the app',  # product
        "scrape all members of t.me/somegroup",  # scrape
        "Clone the look of linkedin.com/in/some-demo",  # clone
        "The button should open https://wa.me/12025550100",  # product
        "redirect old URLs to https://kestrel.io/contact",  # product
        "the page https://kestrel.io/contact returns 404",  # product
        "redesign kestrel.io/contact and the pricing page",  # product
        "https://github.com/lena/repo has the code",  # work
        "my repo: github.com/lena-k",  # work
        "portfolio: www.behance.net/lenakol",  # work
        "dribbble.com/lenakol has the shots",  # work
        "my site is lenakolberg.studio, see the gallery",  # home page
        "portfolio at lenakolberg.studio/work",  # portfolio
        "https://lenakolberg.studio/blog/seo-tips",  # blog
        "docs at https://developers.facebook.com/docs/graph-api",  # docs
        "https://help.instagram.com/519522125107875",  # help
        "https://www.youtube.com/watch?v=abc123xyz",  # video
        "https://www.instagram.com/p/Cabc123/ for the mood",  # post
        "https://x.com/somebrand/status/1234567890 is the tone",  # post
        "https://www.facebook.com/business/help/123",  # help
        "https://www.linkedin.com/help/linkedin/answer/a1",  # help
        "https://calendly.com/integrations/zapier",  # vendor
        "https://zoom.us/pricing",  # vendor
        "https://zoom.us/download for the client",  # vendor
        "https://www.typeform.com/templates/",  # vendor
        "https://slack.com/help/articles/1",  # vendor
        "https://discord.com/developers/docs",  # vendor
        "https://www.upwork.com/freelancers/~01abc",  # platform
        "https://docs.google.com/spreadsheets/d/1x/edit",  # document
        "https://drive.google.com/drive/folders/1abc",  # drive
        "figma.com/file/abc/Landing",  # design
        "https://www.loom.com/share/abc",  # video
        "https://bit.ly/3xyz is the spec",  # short link
        "the css is in main.min.css and app.js",  # files
        "update README.md and config.yaml",  # files
        "v2.1.0 vs 2.0.9.rc1",  # version
        "IP 10.0.0.12 and 192.168.1.1/24",  # ip
        "I slash the price, dash of salt, dot the map",  # words
        "either slash or backslash works in paths",  # words
        "and slash or, up to you",  # words
        "facebook slash meta ads budget",  # words
        "html slash css slash js developer",  # words
        "TCP slash IP basics",  # words
        "he she slash they",  # words
        "email me through Upwork messages please",  # platform
        "Send the file here, not by mail",  # refusal
        "find us a logo on dribbble.com",  # find
        "find me a cheaper plugin on codecanyon.net",  # find
        "write me a post about shopify.com vs wix.com",  # write
        "read more on wikipedia.org",  # read
        "reach out to hotels on booking.com",  # work
        "get in touch widget for kestrel.io",  # widget
        "my mail merge at row 5 fails",  # words
        "the domain is at namecheap dot com",  # registrar
        "my app lives at heroku dot com",  # hosting
        "names at the top, dot leaders below",  # layout
        "the thread_id from Gmail changes after each reply",  # an identifier beside a provider that is the product
        "my script stores message_id in gmail labels",  # an identifier beside a provider that is the product
        "my gmail label_ids are wrong in the sync",  # an identifier beside a provider that is the product
        "Gmail: inline CSS only, no @media",  # an identifier beside a provider that is the product
        "Outlook: use VML for the button_bg",  # an identifier beside a provider that is the product
        "Yahoo: dark_mode is fine",  # an identifier beside a provider that is the product
        "my Outlook shows error 0x800ccc0e",  # an identifier beside a provider that is the product
        "I tested it at gmail, yahoo and outlook",  # a provider as a place or a product
        "render looks off at Gmail for iOS 16.2",  # a provider as a place or a product
        "our users sign in at gmail with SSO",  # a provider as a place or a product
        "the newsletter lands in spam at gmail",  # a provider as a place or a product
        "deliverability at Outlook dropped to 71.5%",  # a provider as a place or a product
        "I have been at yahoo for six years",  # a provider as a place or a product
        "the interview at google went well",  # a provider as a place or a product
        "he is a VP at proton now",  # a provider as a place or a product
        "I'll be at orange county on Monday",  # a provider as a place or a product
        "libero font, 12 pt, at the top",  # words that are providers
        "we meet at free people store",  # words that are providers
        "mail merge with gmail, then zapier",  # words that are providers
        "export from gmail to google_sheets please",  # tools and files
        "can you parse gmail.json and outlook.csv",  # tools and files
        "my email parser fails on outlook.msg files",  # tools and files
        "send the newsletter with mailchimp_v3",  # tools and files
        "write to gmail_api.py first",  # tools and files
        "contact_form.php must post to handler.php",  # tools and files
        "contact me here after the test_task is done",  # an invitation to stay here
        "reach me here in the Upwork chat anytime",  # an invitation to stay here
        "ping me here when v2.3 is live",  # an invitation to stay here
        "find me in the team_chat of this room",  # an invitation to stay here
        "I'm at the office till 6.30 pm",  # where and when
        "I'm at version 2.1 of the draft",  # where and when
        "I am at home.Thanks for asking",  # no space after a full stop
        "Please send it to me.Thank you",  # no space after a full stop
        "let me know at what time.Best",  # no space after a full stop
        "Look at this.It is broken",  # no space after a full stop
        "look at it.me too",  # no space after a full stop
        "arrive at st. Anna. de facto late",  # a time
        "meet @ 10.30 in the lobby",  # mentions and scopes
        "@ the client: approve v1.2",  # mentions and scopes
        "cc @anna.kowal in Figma",  # mentions and scopes
        "tag @brand.studio in the caption",  # mentions and scopes
        "the handle @kestrel.io is taken",  # mentions and scopes
        "DM button for @kestrel.store in the mock",  # mentions and scopes
        "npm @kestrel/ui.core is private",  # mentions and scopes
        "see @kestrel.eth on the page",  # mentions and scopes
        "use @apply in tailwind.css",  # a picture
        "email@2x.png goes to the header",  # a picture
        "hero@1.5x.jpg is blurry",  # a machine
        'set "from" to no-reply@kestrel.io',  # bare roles
        "newsletter@ and info@ aliases first",  # bare roles
        "sales@ goes to HubSpot",  # bare roles
        "hello@ or info@ as the public inbox?",  # an expression
        "the regex [a-z]+@[a-z]+\\.com is naive",  # an expression
        "^\\S+@\\S+\\.\\S+$ is enough",  # users in links and commands
        "user:pass@host:5432/db is the DSN",  # users in links and commands
        "postgres://app:secret@db.kestrel.io:5432/main",  # users in links and commands
        "mongodb+srv://app:pw@cluster0.abcd.mongodb.net/test",  # users in links and commands
        "https://user:token@gitlab.com/acme/x.git",  # users in links and commands
        "git remote add origin git@bitbucket.org:acme/x.git",  # users in links and commands
        "rsync -av build/ deploy@web1.kestrel.io:/var/www",  # users in links and commands
        "docker login -u bot@kestrel.io registry.kestrel.io",  # users in links and commands
        'echo "x" | mail ops@kestrel.io',  # users in links and commands
        "To: {{ customer.email }}, From: shop@kestrel.store in the Liquid file",  # templates and markup
        '<a href="mailto:hello@kestrel.studio">Write</a> is missing a class',  # templates and markup
        '<input placeholder="name@kestrel.studio">',  # templates and markup
        "the VCF says EMAIL:hello@kestrel.studio, fix the encoding",  # copy
        'subtitle 14: "mail us at hi@kestrel.studio" lasts 2 s',  # copy
        'proofread this line: "Contact hi@kestrel.studio today!"',  # copy
        "screenshot shows jo.b@kestrel.io, blur that",  # copy
        "test login: qa.user@kestrel-test.dev / Passw0rd (dummy account)",  # made-up data
        "sample rows: ada@kestrel.dev, bob@kestrel.dev, all made up",  # made-up data
        "fixtures use eve@kestrel.dev, not real",  # made-up data
        "ejemplo ficticio: ana@kestrel.dev",  # made-up data
        "dados fictícios: bia@kestrel.dev",  # made-up data
        "données fictives : luc@kestrel.dev",  # made-up data
        "Blindtext mit uta@kestrel.dev",  # made-up data
        "dati finti: leo@kestrel.dev",  # made-up data
        "вымышленный адрес oleg@kestrel.dev для примера",  # made-up data
        "zmyślone dane: ewa@kestrel.dev",  # made-up data
        "sahte veri: can@kestrel.dev",  # made-up data
        "بيانات وهمية: sara@kestrel.dev",  # made-up data
        "डमी डेटा: ravi@kestrel.dev",  # made-up data
        "虚构数据 li@kestrel.dev",  # made-up data
        "ダミーデータ taro@kestrel.dev",  # made-up data
        "더미 데이터 min@kestrel.dev",  # made-up data
        "ข้อมูลทดสอบ nok@kestrel.dev",  # made-up data
        "داده آزمایشی ali@kestrel.dev",  # made-up data
        "data ya majaribio: juma@kestrel.dev",  # made-up data
        "your site kestrel.io loads in 4 s, kestrel.io/shop in 9 s",  # sites that are the work
        "compare kestrel.io with osprey.com",  # sites that are the work
        "the competitor is osprey.com/pricing",  # sites that are the work
        "I'd move kestrel.io to cloudflare.com",  # sites that are the work
        "buy the theme at themeforest.net/item/x/123",  # sites that are the work
        "docs: tailwindcss.com/docs/installation",  # sites that are the work
        "reference: awwwards.com/sites/kestrel",  # sites that are the work
        "the article on medium.com/@kestrel/seo-101",  # sites that are the work
        "embed youtube.com/embed/abc in the hero",  # sites that are the work
        "https://www.google.com/maps/place/Kestrel in the footer",  # sites that are the work
        "https://trello.com/b/abc/board is our board",  # work systems
        "https://www.notion.so/brief-1234 open to all",  # work systems
        "https://www.canva.com/design/DAF/edit",  # work systems
        "https://www.dropbox.com/s/abc/raw.zip",  # work systems
        "https://we.tl/t-AbCdEf expires on Friday",  # work systems
        "https://app.asana.com/0/123/456",  # work systems
        "https://kestrel.myshopify.com/admin",  # work systems
        "https://staging.kestrel.io/login for the demo",  # work systems
        "wp-admin at kestrel.io/wp-admin",  # work systems
        "http://localhost:3000/contact is the page to fix",  # work systems
        "https://kestrel.io/contact has two bugs in the form validation",  # pages to be built or fixed
        "move /contact above /about in the menu",  # pages to be built or fixed
        "the 'Contact us' page needs new copy",  # pages to be built or fixed
        "rebuild the careers page like stripe.com/jobs",  # pages to be built or fixed
        "scrape jobs.lever.co/acme and boards.greenhouse.io/acme daily",  # pages to be built or fixed
        "the Calendly embed calendly.com/acme/30min is cut off on mobile",  # pages to be built or fixed
        "please add a WhatsApp widget, link https://wa.me/5550100 as placeholder",  # pages to be built or fixed
        "our Instagram feed plugin reads instagram.com/acme badly",  # pages to be built or fixed
        "track clicks on the t.me/acme button",  # pages to be built or fixed
        "the link in the bio (linktr.ee/acme) needs a redesign",  # pages to be built or fixed
        "validate URLs like https://t.me/username",  # pages to be built or fixed
        "regex for https://(www\\.)?linkedin\\.com/in/",  # pages to be built or fixed
        "I dot every i in my proofreading, at a steady pace",  # words that name signs
        "the point at which the curve bends is (2.5, 3.1)",  # words that name signs
        "Drop the dot at the end of the headline",  # words that name signs
        "at 9 dot 30 we start",  # words that name signs
        "we use dot notation at runtime: user.profile.name",  # words that name signs
        "React dot js and Vue dot js at senior level",  # tools written with a dot
        "I was at amazon dot com for two years",  # other people's sites
        "hosted at wpengine dot com, DNS at cloudflare dot com",  # other people's sites
        "looks like stripe dot com, but greener",  # other people's sites
        "google dot com loads at 0.8 s",  # other people's sites
        "our domain at godaddy expires",  # other people's sites
        "go to example.org and log in with demo / demo",  # other people's sites
        "Mail goes from the server at mail.kestrel.io:587",  # servers and records
        "MX 10 mail.kestrel.io, TXT v=spf1 include:sendgrid.net",  # servers and records
        "Replace all @kestrel.io senders by @kestrel.com",  # mentions
        "who owns the @kestrel account on X?",  # mentions
        "mention @kestrel.bakery when you post",  # mentions
        "at-rule @supports is fine, @container is new",  # code
        "@param {string} email the user's email",  # code
        "# pragma: no cover @ line 12",  # code
        "price @ $12.50 per 1,000 words",  # at as a price or a place
        "let's meet @ Kestrel.Works on Monday",  # at as a price or a place
        "the Outlook add-in sends to Teams_channel",  # providers as the product
        "gmail, yahoo, aol and icloud in the dropdown please",  # providers as the product
        "accept only business mails: block gmail.com and yahoo.com",  # providers as the product
        "the list has 40% gmail.com addresses",  # providers as the product
        "our regex accepts gmail.co, reject it",  # providers as the product
        "gmail_dark.png shows the bug",  # providers as the product
        "Outlook v16.0.1 crashes on macOS14",  # versions
        'the field says "you@example.com"',  # made-up addresses
        "dummy mail: foo@bar.com",  # made-up addresses
        "use foo@bar.baz in the docs",  # made-up addresses
        "admin@admin.com / admin is the default login",  # made-up addresses
        "Send a test to qa@example.net and check the header",  # made-up addresses
        'Bei Fehlern erscheint "Schreiben Sie an hilfe@kestrel.de"',  # copy in a quotation
        'Pon en el cartel: "Escríbenos a hola@kestrel.es"',  # copy in a quotation
        "No pongas tu correo en la propuesta",  # refusals
        "Ne mets pas ton mail ici, c'est interdit",  # refusals
        "Bitte keine E-Mail-Adressen im Chat",  # refusals
        "Не пишите почту в отклике",  # refusals
        "لا تضع بريدك هنا",  # refusals
        "不要在这里留邮箱",  # refusals
        "メールアドレスは書かないでください",  # refusals
        "이메일은 적지 마세요",  # refusals
        "the about page links to linkedin.com and x.com",  # networks as the work
        "add social icons: facebook.com, instagram.com, tiktok.com",  # networks as the work
        "open graph preview for https://www.instagram.com/ is cached",  # networks as the work
        "https://www.tiktok.com/@brand/video/7212345 is the reference",  # posts
        "https://www.facebook.com/brand/posts/1234567 shows the tone",  # posts
        "https://www.youtube.com/shorts/abc for pacing",  # posts
        "copy the layout of calendly.com",  # links that are the work
        "compare zoom.us and whereby.com for us",  # links that are the work
        "the Typeform https://kestrel.typeform.com/to/abc needs a logic jump",  # links that are the work
        "Our careers page careers.kestrel.io/jobs is slow, LCP 6 s",  # links that are the work
        "the link https://t.me/kestrel_news in the footer is dead",  # links that are the work
        "write tests for https://kestrel.io/contact-us form",  # links that are the work
        "https://kestrel.io/portfolio/42",  # links that are the work
        "my blog: kestrel.blog/2024/05/ux",  # portfolios
        "case study at kestrel.studio/cases/bank",  # portfolios
        "kestrel.studio is my portfolio",  # portfolios
    ],
)
def test_holds_no_address(text: str) -> None:
    assert [*find_emails(Text(text)), *find_links(Text(text))] == []
