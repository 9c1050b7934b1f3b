"""Language guess: which of the site's languages a piece of prose is in.

Each word speaks for a language: a common one by standing in its list, any other by its letters.
What looks like a name, a code or a number says nothing, and in doubt nobody is accused.

Written for this and looked through by hand: first the small words that hold sentences together,
then everyday words and those of warnings, in the forms in which they stand in texts. From the
letters of all of them follows what a word of the language looks like; so the forms matter more
than that no word is missing. Of languages with small words only, no letters are known.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tolkku.model.languages import Language

SMALL = {
    "fi": "ja ei että se ovat tai kun jos mutta myös kuin joka niin siitä sen ole voi mitä mikä "
    "tämä kanssa mukaan sekä vain siis jo jotka eli ennen jälkeen ilman hän sinun sitä "
    "siinä oli olla kaikki oma kuka miten ne nyt tulee saa pidä älä eivät kuinka tästä "
    "koska jota jossa on en et emme ette minä sinä me te he tätä tähän tässä nämä niitä "
    "niiden jonka joita joissa josta jolloin silloin milloin missä mistä mihin miksi kenen "
    "ketä sillä vaikka ettei jotta vielä aina usein heti sitten täällä siellä tänne ylös "
    "alas ulos sisään lähellä kohti ohi yli alle päällä aikana vuoksi takia varten asti "
    "saakka hyvin paljon vähän enemmän vähemmän lisää muu muut muita toinen toisen jokin "
    "joku jotain ettet älkää olet olemme olette olisi voisi voivat voit pitää täytyy "
    "tarvitse tarvitset pitäisi joten kunnes paitsi noin",
    "sv": "och att det är som för på av den till inte har ett eller från när också här gör finns "
    "någon något ska jag vad hur så efter vid blir kan dem dig ingen utan mycket innan de "
    "du om en i men man vi ni han hon sig sin sitt sina din ditt dina vår vårt våra deras "
    "denna detta dessa där dit hit vart varifrån varför vem vilka vilken vilket alla allt "
    "andra annan annat bara redan ännu alltid ofta aldrig genast sedan dock därför eftersom "
    "medan tills trots mot mellan under över bakom bredvid genom enligt samt både antingen "
    "varken endast kring igen mer mera minst mest många få fler flera några varje måste får "
    "bör vill kunde skulle var vara varit blev bli bliv ha hade haft gå går gick ta tar tog "
    "låt se ser sa säg säger nu då in ut upp ner bort hem hemma borta fram tillbaka mina "
    "min mitt era ert er oss med",
    "en": "the and of is that it with this are be or not you was from by what your who have can "
    "how will they which there when before without should would their has an as if we our "
    "to in for on at he she his her its them these those then than so but no yes all any "
    "some every each other another only also just still already always often never now here "
    "where why because while until although after about above below under over between "
    "through into out up down off again more most many much few less least very too own "
    "same do does did done had been being were am may might must could shall let get got go "
    "goes went come comes make made take taken see seen say says said give given use used "
    "keep kept find found know known need needs want try ask tell one two first last next "
    "new both either neither such",
    "da": "og ikke af fra er som til på også hvad hvor være blev deres kun efter nogle meget",
    "no": "og ikke av fra er som til på også hva hvor være ble deres bare etter noen mye",
    "de": "und der die das nicht ist mit auch von zu ein eine wie sich auf für wird werden oder",
    "et": "ja ei et on see mis kui ka oma või aga kes seda ning kuid siis veel nende pole",
}
"""By language: the small words. What two languages have in common says nothing between them."""

EVERYDAY = {
    "fi": "vesi veden vettä vedestä keitä keittäminen keittäkää juoda juominen juomavettä hanasta "
    "sähkö sähköt sähköä sähkökatko katkos katkoksen poikki pysy pysykää sisällä sulje "
    "sulkekaa ovet ikkunat ilmanvaihto ilmastointi soita soittakaa hätänumero hätäkeskus "
    "poistu poistukaa suojaudu suojautukaa suojaan väestönsuoja savu savua tulipalo palo "
    "myrsky tuuli lumi jää talvi kesä syksy kevät päivä päivää päivän päivänä tunti tuntia "
    "tunnin viikko viikon vuosi vuoden vuotta kuukausi aamulla illalla yöllä huomenna "
    "tänään eilen koti kotona kotiin perhe perheen lapsi lapset lasten vanhemmat ihminen "
    "ihmiset ihmisten ihmisiä naapuri naapurille auta auttaa apua avun varaudu varautuminen "
    "varata varaa tarkista tarkistaa lähde lähteet lähteen tieto tietoa tiedot tiedon "
    "tiedote tiedotteen viesti viestin viestintä viranomainen viranomaiset viranomaisten "
    "viranomaisen kunta kunnan kaupunki kaupungin maa maan valtio kriisi kriisissä vaara "
    "vaaran vaarallinen turvallinen turvallisuus terveys terveyden sairas sairaala lääke "
    "lääkkeet lääkäri ruoka ruokaa kauppa raha rahaa pankki puhelin puhelimen numero osoite "
    "sivu sivulla sivusto verkko verkossa kuva kuvat kuvan video teksti tekstin kirjoita "
    "kirjoittaa lue lukea lukija jaa jakaa jaettu julkaise julkaista julkaisu seuraa "
    "seuraava seuraavat muista muistaa odota odottaa tee tehdä tekee teet anna antaa ota "
    "ottaa käytä käyttää mene mennä tule tulla katso kerro kertoa kysy kysymys kysymykset "
    "vastaus vastaa ohje ohjeet ohjeita ohjeen uusi uudet vanha hyvä huono tärkeä tärkeää "
    "oikea oikein väärä väärin selkeä selkeästi nopea nopeasti suomi suomen suomeksi ruotsi "
    "ruotsiksi englanti englanniksi kieli kielellä päivitys päivitetty muutos muutokset "
    "korjaus oikaisu virhe virheen saatavuus tuki tukea yhteys yhteyttä palaute toimitus "
    "toimituksen mainos mainonta yhteistyö luottamus lupa laki lain oikeus vastuu avoin "
    "avoimesti rehellinen yleisö seuraajat seuraajille vaikuttaja vaikuttajat huijaus pakko "
    "paikka paikat alue alueella tie tiellä juna bussi auto matka työ työtä koulu koulussa "
    "kirjasto tapahtuma tilanne tilanteen tilanteessa häiriö ohi päättynyt peruttu voimassa "
    "alkaen vaikutus kenelle kenestä koskee tarkoittaa merkitys esimerkki esimerkiksi "
    "harjoitus testi opas oppaan kiinni auki suljettu suljetaan avataan koulut päiväkodit "
    "likaantunut saastunut myrkyllinen kaasu tulva heikko heikkoa rajoitus kielletty "
    "kiellettyä ajaa liikenne",
    "sv": "vatten vattnet koka kokas kokt dricka dricksvatten kranen kran ström strömmen "
    "elavbrott avbrott avbrottet stanna inomhus stäng stänga dörrar fönster ventilationen "
    "ring ringa nödnummer nödcentralen lämna lämnar skydda skydd skyddsrum rök brand elden "
    "storm vind snö is vinter sommar höst vår dag dagar dagen timme timmar vecka veckan år "
    "året månad morgon kväll natt imorgon idag igår hemmet familj familjen barn barnen "
    "föräldrar människa människor människorna granne grannen hjälp hjälpa hjälper förbered "
    "förberedelser beredskap reservera kontrollera källa källor källan information uppgift "
    "uppgifter meddelande budskap kommunikation myndighet myndigheter myndigheterna kommun "
    "kommunen stad staden land landet stat staten kris krisen fara farlig trygg trygghet "
    "säker säkerhet hälsa sjuk sjukhus medicin läkare mat livsmedel butik pengar bank "
    "telefon telefonen nummer adress sida sidan webbplats nätet bild bilder bilden film "
    "text texten skriv skriva läs läsa läsare dela delar delat publicera publicerad följ "
    "följa följande kom ihåg vänta göra ge ger ta använd använda använder komma titta "
    "berätta fråga frågor svar svara anvisning anvisningar råd ny nya nytt gammal bra dålig "
    "viktig viktigt rätt fel tydlig tydligt snabb snabbt finland finska svenska engelska "
    "språk språket uppdatering uppdaterad ändring ändringar rättelse felet tillgänglig "
    "tillgänglighet stöd kontakt kontakta respons redaktion redaktionen reklam samarbete "
    "förtroende tillstånd lag lagen ansvar ansvarar öppen öppet ärlig publik följare "
    "influerare påverkare bluff bedrägeri plats platser område området väg vägen tåg buss "
    "bil resa arbete skola skolan bibliotek händelse läge läget situationen störning slut "
    "avslutad inställd gäller från början påverkan betyder betydelse exempel övning test "
    "handbok förklarar förklaring fortsätt fortsätter möjlig möjligt olika samma största "
    "lätt svår enkelt lugn lugnt först sist nästa tidigare senare värme kyla gott hörs "
    "blåsljus meddelanden gång gånger stängt stängda stängs öppnar skolor skolorna daghem "
    "förorenat giftig gas översvämning svag svagt förbjudet faran trafiken köra",
    "en": "water boil boiling drink drinking tap power electricity outage cut stay inside indoors "
    "close shut doors windows ventilation call phone emergency number leave evacuate "
    "shelter smoke fire storm wind snow ice winter summer autumn spring day days hour hours "
    "week weeks year years month morning evening night tomorrow today yesterday home house "
    "family child children parents person people neighbour neighbours help helps prepare "
    "prepared preparing preparedness reserve check checked checking source sources "
    "information details message messages bulletin authority authorities municipality city "
    "town country state crisis danger dangerous safe safety health sick hospital medicine "
    "medicines doctor food shop money bank telephone address page pages site website online "
    "picture pictures image video text write writing read reading reader share sharing "
    "shared publish published follow following remember wait give take using works working "
    "come look tell told asking question questions answer answers advice guide guidance "
    "right wrong clear clearly quick quickly finnish swedish english language languages "
    "update updated updates change changed changes correction correct mistake error "
    "accessible accessibility support contact feedback editor editorial newsroom "
    "advertising advertisement cooperation trust permission law laws responsible "
    "responsibility open openly honest audience followers influencer influencers scam scams "
    "place places area road train bus car travel work school library event events situation "
    "disruption over ended cancelled force valid effect means meaning example exercise "
    "drill test handbook chapter think thing things good better best bad large small long "
    "short important instead because together through enough though brought might thought "
    "light weight everyone something anything nothing someone whether during against within "
    "around along across closed closes opens schools polluted contaminated toxic gas flood "
    "thin forbidden banned traffic drive driving",
}
"""By language: everyday words, and those of warnings."""


_SMALL = {language: frozenset(said.split()) for language, said in SMALL.items()}
_EVERYDAY = {language: frozenset(said.split()) for language, said in EVERYDAY.items()}
_ADDRESS = re.compile(r"\w{1,20}://\S+|[^\s@]{1,64}@\S+")
_TOKEN = re.compile(r"[^\s/|–—…(){}\[\]<>]+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_EDGES = "\"'“”„‟«»‘’‚‛*_~=.,;:!?"
_BULLETS = ("*", "•")  # what begins an item of a list with a capital may be a name
_SENTENCE_ENDS = (".", "!", "?", ":", "…")
_VOWELS = frozenset("aeiouyåäöéáíóúøæõü")
_LONGEST = 45
# Measured on the sections of three trilingual sites, each put into the other languages: of those
# with six words and more 98 to 100 of 100 are recognised, and none in its own language is accused.
_COMMON, _KNOWN, _LETTERS = 3.0, 2.0, 2.0  # how much a word says at most
_SMOOTH = 0.3
_SCALE = 3.0
_SURE = 4.0  # what all words together must say, and
_SURE_EACH = 0.7  # what each says on average
_MOST_OWN = 0.2  # of the words may be small words of the text's own language


def other_language(said: str, own: Language, others: Iterable[Language]) -> Language | None:
    """The language of the site that a text in `own` seems to be in instead; None when in doubt."""
    return language_of_words(spoken_words(said), own, others)


def language_of_words(
    words: Sequence[str], own: Language, others: Iterable[Language]
) -> Language | None:
    """The same of spoken words.

    Languages whose common words nobody has listed are never guessed and never judged.
    """
    mine = own.cldr.language
    if mine not in _SMALL:
        return None
    guesses = [
        (_evidence(words, mine, other.cldr.language), other)
        for other in others
        if other.cldr.language in _SMALL
        and other.cldr.language != mine
        and not _is_owned(words, mine, other.cldr.language)
    ]
    if not guesses or not words:
        return None
    evidence, best = max(guesses, key=lambda guess: guess[0])
    return best if evidence >= max(_SURE, _SURE_EACH * len(words)) else None


def _is_owned(words: Sequence[str], own: str, other: str) -> bool:
    """Whether too many are small words of the text's own language: so it is with most texts."""
    owned = _owned(own, other)
    return sum(word in owned for word in words) > _MOST_OWN * len(words)


@cache
def _owned(own: str, other: str) -> frozenset[str]:
    return _SMALL[own] - _SMALL[other]


@lru_cache(maxsize=5_000)
def spoken_words(said: str) -> tuple[str, ...]:
    """The words of a text that are neither names nor codes, in small letters."""
    words = []
    begins = True
    for token in _TOKEN.findall(_ADDRESS.sub(" ", said)):
        bare = token.strip(_EDGES)
        if bare and (begins or bare[0].islower()) and _is_spoken(bare):
            words.append(bare.lower())
        if any(map(str.isalpha, bare)):
            begins = token.rstrip("\"'”’*_»)").endswith(_SENTENCE_ENDS)
        elif bare or token in _BULLETS:
            begins = token.startswith("#")
    return tuple(words)


def _is_spoken(token: str) -> bool:
    if not _WORD.fullmatch(token) or len(token) > _LONGEST:
        return False
    rest = token[1:]
    return rest == rest.lower() and not _VOWELS.isdisjoint(token.lower())


def _evidence(words: Sequence[str], own: str, other: str) -> float:
    """How much more the words are of the one language than of the other."""
    return sum(_says(word, own, other) for word in words)


@lru_cache(maxsize=50_000)
def _says(word: str, own: str, other: str) -> float:
    if word in _SMALL[own] or word in _SMALL[other]:
        return _COMMON * ((word in _SMALL[other]) - (word in _SMALL[own]))
    if own not in _EVERYDAY or other not in _EVERYDAY:
        return 0.0
    if word in _EVERYDAY[own] or word in _EVERYDAY[other]:
        return _KNOWN * ((word in _EVERYDAY[other]) - (word in _EVERYDAY[own]))
    difference = _letters(other).likelihood(word) - _letters(own).likelihood(word)
    return max(-_LETTERS, min(_LETTERS, difference / _SCALE))


@dataclass(frozen=True)
class _Letters:
    """Which three letters follow each other in the words of a language."""

    threes: Counter[str]
    pairs: Counter[str]

    def likelihood(self, word: str) -> float:
        """The logarithm of how likely a word is made so."""
        return sum(
            math.log((self.threes[three] + _SMOOTH) / (self.pairs[three[:2]] + 30 * _SMOOTH))
            for three in _threes(word)
        )


@cache
def _letters(language: str) -> _Letters:
    threes = Counter(
        three for word in sorted(_SMALL[language] | _EVERYDAY[language]) for three in _threes(word)
    )
    pairs: Counter[str] = Counter()
    for three, count in threes.items():
        pairs[three[:2]] += count
    return _Letters(threes, pairs)


def _threes(word: str) -> list[str]:
    padded = f"^^{word}$"
    return [padded[start : start + 3] for start in range(len(padded) - 2)]
