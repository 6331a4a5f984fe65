"""Which country a text names, in Arabic, French, English or the country's own language, or by a large town. Pure."""

from __future__ import annotations

from skills.folding import words

# As `fold` leaves them, so that accents, articles and the spellings of hamza do not matter. Peoples and their languages
# are left out: a “restaurant italien” may stand anywhere.
_NAMES = {
    "MA": "morocco maroc marruecos مغرب casablanca الدار_البيضاء rabat الرباط fes fez fès فاس tanger tangier طنجة"
    " marrakech marrakesh مراكش agadir اكادير meknes مكناس oujda وجدة kenitra القنيطرة tetouan تطوان safi beni_mellal"
    " بني_ملال nador الناظور laayoune العيون mohammedia sale سلا",
    "TN": "tunisia tunisie tunez تونس tunis sfax صفاقس sousse سوسة kairouan القيروان bizerte بنزرت gabes قابس monastir"
    " nabeul نابل gafsa medenine kef",
    "SN": "senegal السنغال dakar دكار thies touba saint_louis_du_senegal ziguinchor kaolack",
    "CI": "cote_d_ivoire ivory_coast costa_de_marfil ساحل_العاج كوت_ديفوار abidjan أبيدجان bouake yamoussoukro",
    "NG": "nigeria نيجيريا lagos لاغوس abuja kano ibadan benin_city port_harcourt",
    "DZ": "algeria algerie argelia الجزائر alger algiers oran وهران",
    "AT": "austria autriche النمسا vienna vienne wien",
    "BE": "belgium belgique belgica بلجيكا brussels bruxelles بروكسيل بروكسل antwerp anvers أنتويرب liege"
    " gand charleroi",
    "CA": "canada كندا montreal مونتريال toronto تورونتو quebec ottawa vancouver",
    "CH": "switzerland suisse suiza schweiz سويسرا geneva geneve جنيف zurich lausanne bern",
    "DE": "germany allemagne alemania deutschland ألمانيا berlin برلين munich munchen hamburg hambourg frankfurt"
    " francfort cologne koln stuttgart dusseldorf",
    "EG": "egypt egypte egipto مصر cairo le_caire القاهرة alexandria alexandrie الإسكندرية",
    "ES": "spain espagne espana إسبانيا اسبانيا madrid مدريد barcelona barcelone برشلونة valencia valence huelva ويلبا"
    " هويلفا sevilla seville almeria malaga مالقة murcia zaragoza saragosse bilbao grenade granada",
    "FR": "france francia فرنسا paris باريس lyon ليون marseille مرسيليا toulouse lille bordeaux nantes nice strasbourg"
    " montpellier grenoble rennes",
    "GB": "united_kingdom royaume_uni reino_unido uk u_k england angleterre inglaterra great_britain المملكة_المتحدة"
    " بريطانيا إنجلترا london londres لندن manchester birmingham",
    "IT": "italy italie italia إيطاليا milan milano ميلانو turin torino تورينو rome roma روما naples napoli bologna"
    " bologne brescia genoa genes genova bergamo verona verone modena florence firenze padova parma reggio_emilia",
    "LY": "libya libye libia ليبيا tripoli طرابلس benghazi misrata",
    "MR": "mauritania mauritanie موريتانيا nouakchott نواكشوط nouadhibou",
    "NL": "netherlands pays_bas holland hollande paises_bajos هولندا amsterdam rotterdam أمستردام utrecht",
    "PT": "portugal البرتغال lisbon lisbonne lisboa porto",
    "SA": "saudi_arabia arabie_saoudite arabia_saudita ksa السعودية المملكة_العربية_السعودية riyadh riyad الرياض jeddah"
    " djeddah جدة dammam الدمام mecca",
    "TR": "turkey turkiye turquie turquia تركيا istanbul إسطنبول اسطنبول ankara izmir",
    "AE": "united_arab_emirates emirats_arabes_unis emirats uae eau emiratos_arabes_unidos الإمارات dubai دبي abu_dhabi"
    " abou_dhabi أبو_ظبي أبوظبي sharjah",
}
_LONGEST = 4  # words in a name


def _folded(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(name.replace("_", " ")))


_CODE = {_folded(name): code for code, names in _NAMES.items() for name in names.split()}
# Names that are first of all everyday words, and count only with a capital letter.
_CAPITAL = {"nice", "sale", "fes", "kef", "eau", "uk", "porto", "safi", "genes", "valence", "vienne", "turkey"}


def country_named(text: str) -> str:
    """The ISO 3166 code of the first country that a text names, or "". A preposition written onto an Arabic name
    (“بإيطاليا”) is read over."""
    read = list(words(text))
    for at in range(len(read)):
        for most in range(min(_LONGEST, len(read) - at), 0, -1):
            name = tuple(word.folded for word in read[at : at + most])
            bare = (_without_preposition(name[0]), *name[1:])
            for form in (name, bare):
                capital = text[read[at].start].isupper()
                if form in _CODE and (capital or form[0] not in _CAPITAL):
                    return _CODE[form]
    return ""


def _without_preposition(word: str) -> str:
    """“بايطاليا” is “in Italy”, “للمغرب” “to Morocco”; the article has gone where it came first."""
    for letters in ("بال", "لل", "وال", "ب", "ل", "و"):
        if word.startswith(letters) and len(word) - len(letters) >= 2:
            return word[len(letters) :]
    return word
