import pytest

from sidedoor.detectors.address import find_addresses
from sidedoor.text import Text
from sidedoor.vocabulary import Technique


def addresses(text: str) -> list[str | None]:
    return [finding.value for finding in find_addresses(Text(text))]


@pytest.mark.parametrize(
    "text, holds",
    [
        # United States
        ("Swing by the shop, 2218 Alder Street, Unit B, Portland, OR 97214", "2218 Alder Street"),
        ("Our office: 1500 Market Street, Suite 210, Denver, CO 80202", "1500 Market Street"),
        ("send the cheque to PO Box 441, Halifax, NS B3J 2K9", "PO Box 441"),
        ("twelve Elm Street, Springfield - come by after five", "twelve Elm Street"),  # a number in words
        # Britain and Ireland
        ("My studio: Flat 6, 41 Cranmere Road, Leeds LS8 2QT. Visits by appointment.", "41 Cranmere Road"),
        ("88 Foundry Lane, Sheffield S3 8GN", "88 Foundry Lane"),  # nothing but the address
        ("I live at 22 baker street, leeds", "22 baker street"),  # no capitals, but "I live at"
        ("Come by 77 Elgin Road, Dublin 4, any weekday", "77 Elgin Road"),
        # Canada, Australia, India, Pakistan, Bangladesh, Nigeria
        ("pick it up at 250 Queen Street, Toronto, ON M5V 1Z4", "250 Queen Street"),
        ("visit us at 5 Kangaroo Parade, Parramatta NSW 2150", "5 Kangaroo Parade"),
        ("courier it to Flat 302, Sai Residency, MG Road, Mumbai 400069", "Flat 302"),
        ("send documents to Shop 12, Al Noor Plaza, Main Boulevard, Lahore 54000", "Shop 12"),
        ("House 12, Road 5, Dhanmondi, Dhaka 1205 - amar office", "House 12"),
        ("you can drop it at 19 Allen Avenue, Ikeja, Lagos", "19 Allen Avenue"),
        # Europe
        ("Meine Adresse: Lindenstraße 5, 10969 Berlin", "Lindenstrasse 5"),  # kind and name in one word
        ("Komm vorbei: Am Markt 3, 99084 Erfurt", "Markt 3"),
        ("Meine Anschrift lautet Am Stadtpark 7, 22303 Hamburg", "Stadtpark 7"),
        ("notre bureau: 3 place de la Bourse, Bordeaux", "3 place de la Bourse"),  # small words in the name
        ("mi taller: C/ Alcalá 45, 28014 Madrid", "C/ Alcala 45"),
        ("приходите: Невский проспект 28, офис 301", "Невскии проспект 28"),
        ("J'habite au 15 rue de la Paix", "15 rue de la Paix"),
        ("envoyez le colis au 12 bis avenue Jean Jaurès, 69007 Lyon", "12 bis avenue"),
        ("mi dirección es Calle Mayor 12, 3º B, 28013 Madrid", "Calle Mayor 12"),
        ("vivo en Carrera 7 # 45-12, Bogotá", "Carrera 7 # 45-12"),  # streets that are numbers
        ("Il mio studio è in Via Roma 12, 20121 Milano", "Via Roma 12"),
        ("meu endereço: Rua das Flores, 123, apto 45, São Paulo - SP, 01234-567", "Rua das Flores, 123"),
        ("Post the samples to Anna Rybak, ul. Lipowa 14/3, 31-042 Kraków", "ul. Lipowa 14/3"),
        ("mijn atelier: Keizersgracht 12, 1015 CN Amsterdam", "Keizersgracht 12"),
        ("отправьте на ул. Ленина, д. 12, кв. 5, Казань", "ул. Ленина, д. 12"),
        ("адреса: вул. Хрещатик, 22, Київ", "вул. Хрещатик, 22"),
        ("adresim Atatürk Cad. No: 12, Kadıköy", "Ataturk Cad. No: 12"),
        ("Koalagatan 18, 111 35 Stockholm, välkommen förbi", "Koalagatan 18"),  # a code of two groups
        ("min adresse er Koalagade 12, 1165 København", "Koalagade 12"),
        ("we sit at 45 Koala Place, 7th floor", "45 Koala Place"),  # a floor with its ordinal
        ("Av. Koalas 1208, of. 304, Santiago", "Av. Koalas 1208"),  # "of." counts offices
        ("Plot 1023, Koala Road, Kampala. You are welcome", "Plot 1023"),
        # Asia
        ("kirim ke Jl. Sudirman No. 12, Bandung 40115", "Jl. Sudirman No. 12"),
        ("nhà em ở 12 đường Nguyễn Trãi, Quận 1", "12 duong Nguyen Trai"),
        ("gửi mẫu đến 45 Lê Lợi, phường Bến Nghé, quận 1", "45 Le Loi"),  # no word for the street
        ("Shop No 5, Sector 17, Chandigarh 160017 pe aa jao", "Shop No 5"),
        ("B-204, Green Park Society, Baner Road, Pune 411045 is my home", "B-204"),
        ("大阪市北区梅田3-1-3までお越しください、住所です", "梅田3-1-3"),
        ("عنواني شارع الجمهورية 12، القاهرة", "12"),
        ("آدرس: خیابان ولیعصر، پلاک 120", "120"),
        ("寄到上海市静安区南京西路1266号", "南京西路1266号"),
        ("住所は東京都渋谷区神南1-2-3です、送ってください", "渋谷区神南1-2-3"),
        ("주소는 서울시 강남구 테헤란로 152 입니다", "강남구 테헤란로 152"),
        ("ที่อยู่ 123/45 ถนนสุขุมวิท แขวงคลองเตย เขตคลองเตย กรุงเทพ 10110", "123/45"),
        # an own door, said in other words
        ("I'm in at 418 Koalaberry Ave most mornings", "418 Koalaberry"),  # where somebody is to be found
        ("in Austin: 2207 Koala Hills Dr, Apt 14", "2207 Koala Hills Dr"),  # a flat makes the address whole
        ("Bring the copies round to 14a Tanners Row", "14a Tanners Row"),  # "row" is the street here, no data
        ("my house no. 17, street 6, F-10/2 Islamabad", "house no. 17"),  # a house and the number of its street
        ("Post bitte an: Hinter der Koalastiege 6, 37073 Göttingen", "Hinter der Koalastiege 6"),  # code and town only
        ("zapraszam do biura, al. Koalowa 101 lok. 5", "al. Koalowa 101"),  # "lok." with its dot counts flats
        ("mein Laden ist in der Koalastr. 11a, Graz, schauen Sie rein", "Koalastr"),
        ("on peut se voir au 27, quai Saint-Koala", "27, quai Saint-Koala"),
        ("nos juntamos en Av. Koalas 2350, piso 4?", "Av. Koalas 2350"),
        ("ti aspetto in Corso Koala 88, secondo piano", "Corso Koala 88"),
    ],
)
def test_address(text: str, holds: str) -> None:
    found = addresses(text)
    assert len(found) == 1
    assert found[0] is not None
    assert holds in found[0]


def test_disguised() -> None:
    (found,) = find_addresses(Text("im at fourteen-twenty Delmar Ave, apt three C, Saint Louis, M0 6ЗІІ2, come by"))
    assert Technique.SPELLED_DIGITS in found.techniques


@pytest.mark.parametrize(
    "text",
    [
        # the address is what the work is about
        "The address field must accept Apt, Suite and #, max 120 characters.",
        "Put our address in the footer: 88 Foundry Lane, Sheffield S3 8GN",
        "The listing at 45 Palm Drive has 3 bedrooms, write the description",
        "geocode the rows, e.g. 1600 Koala Avenue, Washington, DC 20500",
        "The business card reads: 12 King Street, London W1F 9NE",
        'translate this: "We are at 12 King Street, London"',
        "10 Koala Street is mentioned in chapter 3 of the script",
        # data to test with
        "test the form with 123 Main Street, Springfield, IL 62701",
        "placeholder address: 1 Example Road, Sampletown",
        "Shopify needs the shop's address, I'd enter 1 Test Street for now",
        # places, but nobody's door
        "Our teams in Berlin and Lyon work remotely.",
        "I'm based in Lagos, Nigeria (GMT+1)",
        "We ship from 97214 and 10001 mostly.",
        # streets that lead nowhere
        "It's a 2 way street between us.",
        "5 minutes down the road I noticed a bug.",
        "add 3 trees along the street in the render",
        "10 people in the street in scene 4",
        "Wall Street article, 1200 words",
        "Main Street font pairing, 2 options",
        "Baker Street mystery, 80k words",
        "Park Avenue collection, 40 SKUs",
        # everyday words that are kinds of street
        "place 12 orders a day",
        "drive folder with 30 files",
        "1 way binding vs 2 way binding",
        "send me 90 in some other way",
        "a court case with 3 judges",
        "square 500x500 px images, 20 pieces",
        "the block has 12 units and 3 floors",
        "unit test 14 fails, suite 3 passes",
        "meet via Zoom 3 times a week",
        "via Upwork 2 times",
        "calle 3 veces al script",
        "plaza de toros foto 3",
        "rua escura, cena 4",
        "I'm hiring 3 people, offering 2 bonuses",  # "ring" at the end of a word
        "ring 2 of the logo is blue",
        "Weg 2 ist besser",
        "am 3. Mai liefere ich",
        "flat 3, top buzzer, lift's broken sorry",  # no street, no town
        # events, print and shops that the work is for
        "The wedding is at 300 Koala Road, Napa, CA 94558, design the invitation please.",
        "Geofence the depot at 4500 Koala Blvd, Dallas, TX 75207 in the app.",
        "Test order: ship to 1 Koala Avenue, Cupertino, CA 95014.",
        "Rechnungsvorlage: im Kopf steht Koalastraße 5, 70173 Stuttgart.",
        "En el pie de la web pon Calle Koala 3, 28013 Madrid.",
        "The museum is located at 5 Koala Lane and wants a new logo.",
        "I mapped 88 Koala Avenue and 90 Koala Avenue to the same parcel id.",
        "Immobilienexposé: Koalastraße 10, 88131 Lindau, 4 Zimmer.",
        "I'm in Petaluma, what is showing at Boulevard 14?",  # a cinema: the number is part of its name
        "Version 6, 37073 Downloads, 3 Bugs",  # a count, no town
    ],
)
def test_nothing(text: str) -> None:
    assert addresses(text) == []
