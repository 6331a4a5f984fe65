"""Real regions and towns, with the centre of each town in degrees: what the demo world and real use begin with."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Place, Region

# code | name in French | in English where it differs | in Arabic; the country is the head of the code.
REGIONS = """
ma-tanger|Tanger-Tétouan-Al Hoceïma|Tangier-Tetouan-Al Hoceima|طنجة تطوان الحسيمة
ma-oriental|L'Oriental|Oriental|الشرق
ma-fes|Fès-Meknès|Fez-Meknes|فاس مكناس
ma-rabat|Rabat-Salé-Kénitra|Rabat-Sale-Kenitra|الرباط سلا القنيطرة
ma-beni-mellal|Béni Mellal-Khénifra|Beni Mellal-Khenifra|بني ملال خنيفرة
ma-casablanca|Casablanca-Settat||الدار البيضاء سطات
ma-marrakech|Marrakech-Safi|Marrakesh-Safi|مراكش آسفي
ma-draa|Drâa-Tafilalet|Draa-Tafilalet|درعة تافيلالت
ma-souss|Souss-Massa||سوس ماسة
ma-guelmim|Guelmim-Oued Noun||كلميم واد نون
ma-laayoune|Laâyoune-Sakia El Hamra|Laayoune-Sakia El Hamra|العيون الساقية الحمراء
ma-dakhla|Dakhla-Oued Ed-Dahab||الداخلة وادي الذهب
tn-tunis|Tunis||تونس
tn-ariana|Ariana||أريانة
tn-ben-arous|Ben Arous||بن عروس
tn-manouba|Manouba||منوبة
tn-nabeul|Nabeul||نابل
tn-zaghouan|Zaghouan||زغوان
tn-bizerte|Bizerte||بنزرت
tn-beja|Béja|Beja|باجة
tn-jendouba|Jendouba||جندوبة
tn-kef|Le Kef|El Kef|الكاف
tn-siliana|Siliana||سليانة
tn-sousse|Sousse||سوسة
tn-monastir|Monastir||المنستير
tn-mahdia|Mahdia||المهدية
tn-sfax|Sfax||صفاقس
tn-kairouan|Kairouan||القيروان
tn-kasserine|Kasserine||القصرين
tn-sidi-bouzid|Sidi Bouzid||سيدي بوزيد
tn-gabes|Gabès|Gabes|قابس
tn-medenine|Médenine|Medenine|مدنين
tn-tataouine|Tataouine||تطاوين
tn-gafsa|Gafsa||قفصة
tn-tozeur|Tozeur||توزر
tn-kebili|Kébili|Kebili|قبلي
sn-dakar|Dakar||داكار
sn-thies|Thiès|Thies|تييس
sn-diourbel|Diourbel||ديوربل
sn-fatick|Fatick||فاتيك
sn-kaolack|Kaolack||كاولاك
sn-kaffrine|Kaffrine||كافرين
sn-louga|Louga||لوغا
sn-saint-louis|Saint-Louis||سان لويس
sn-matam|Matam||ماتام
sn-tambacounda|Tambacounda||تامباكوندا
sn-kedougou|Kédougou|Kedougou|كيدوغو
sn-kolda|Kolda||كولدا
sn-sedhiou|Sédhiou|Sedhiou|سيديو
sn-ziguinchor|Ziguinchor||زيغينشور
ci-abidjan|Abidjan||أبيدجان
ci-bouake|Vallée du Bandama|Bandama Valley|وادي بانداما
ci-daloa|Sassandra-Marahoué|Sassandra-Marahoue|ساساندرا ماراهويه
ci-san-pedro|Bas-Sassandra|Lower Sassandra|ساساندرا السفلى
ci-korhogo|Savanes|Savannas|السافانا
ci-yamoussoukro|Yamoussoukro||ياموسوكرو
ng-lagos|Lagos||لاغوس
ng-kano|Kano||كانو
ng-edo|Edo||إيدو
ng-abuja|Territoire de la capitale|Federal Capital Territory|إقليم العاصمة
"""

# region | name in French | in English where it differs | in Arabic | latitude | longitude
TOWNS = """
ma-tanger|Tanger|Tangier|طنجة|35.7595|-5.8340
ma-tanger|Tétouan|Tetouan|تطوان|35.5785|-5.3684
ma-tanger|Al Hoceïma|Al Hoceima|الحسيمة|35.2517|-3.9372
ma-tanger|Larache||العرائش|35.1932|-6.1557
ma-tanger|Ksar El Kébir|Ksar el-Kebir|القصر الكبير|35.0017|-5.9053
ma-tanger|Chefchaouen||شفشاون|35.1688|-5.2636
ma-oriental|Oujda||وجدة|34.6814|-1.9086
ma-oriental|Nador||الناظور|35.1681|-2.9335
ma-oriental|Berkane||بركان|34.9218|-2.3200
ma-oriental|Taourirt||تاوريرت|34.4073|-2.8973
ma-oriental|Jerada||جرادة|34.3117|-2.1636
ma-fes|Fès|Fez|فاس|34.0331|-5.0003
ma-fes|Meknès|Meknes|مكناس|33.8935|-5.5473
ma-fes|Taza||تازة|34.2100|-4.0100
ma-fes|Sefrou||صفرو|33.8305|-4.8353
ma-fes|Ifrane||إفران|33.5333|-5.1167
ma-fes|El Hajeb||الحاجب|33.6920|-5.3710
ma-fes|Taounate||تاونات|34.5358|-4.6400
ma-rabat|Rabat||الرباط|34.0209|-6.8416
ma-rabat|Salé|Sale|سلا|34.0531|-6.7985
ma-rabat|Kénitra|Kenitra|القنيطرة|34.2610|-6.5802
ma-rabat|Témara|Temara|تمارة|33.9287|-6.9066
ma-rabat|Sidi Kacem||سيدي قاسم|34.2260|-5.7070
ma-rabat|Sidi Slimane||سيدي سليمان|34.2654|-5.9257
ma-rabat|Khémisset|Khemisset|الخميسات|33.8240|-6.0663
ma-beni-mellal|Béni Mellal|Beni Mellal|بني ملال|32.3373|-6.3498
ma-beni-mellal|Khénifra|Khenifra|خنيفرة|32.9395|-5.6685
ma-beni-mellal|Khouribga||خريبكة|32.8811|-6.9063
ma-beni-mellal|Fquih Ben Salah||الفقيه بن صالح|32.5020|-6.6900
ma-beni-mellal|Azilal||أزيلال|31.9615|-6.5718
ma-beni-mellal|Kasba Tadla||قصبة تادلة|32.5977|-6.2684
ma-casablanca|Casablanca||الدار البيضاء|33.5731|-7.5898
ma-casablanca|Mohammédia|Mohammedia|المحمدية|33.6861|-7.3829
ma-casablanca|El Jadida||الجديدة|33.2316|-8.5007
ma-casablanca|Settat||سطات|33.0010|-7.6166
ma-casablanca|Berrechid||برشيد|33.2655|-7.5875
ma-casablanca|Benslimane||بنسليمان|33.6120|-7.1210
ma-marrakech|Marrakech|Marrakesh|مراكش|31.6295|-7.9811
ma-marrakech|Safi||آسفي|32.2994|-9.2372
ma-marrakech|Essaouira||الصويرة|31.5085|-9.7595
ma-marrakech|El Kelâa des Sraghna|El Kelaa des Sraghna|قلعة السراغنة|32.0481|-7.4083
ma-marrakech|Youssoufia||اليوسفية|32.2463|-8.5294
ma-marrakech|Chichaoua||شيشاوة|31.5440|-8.7660
ma-draa|Errachidia||الرشيدية|31.9314|-4.4244
ma-draa|Ouarzazate||ورزازات|30.9189|-6.8934
ma-draa|Zagora||زاكورة|30.3320|-5.8384
ma-draa|Midelt||ميدلت|32.6852|-4.7451
ma-draa|Tinghir||تنغير|31.5147|-5.5328
ma-souss|Agadir||أكادير|30.4278|-9.5981
ma-souss|Inezgane||إنزكان|30.3554|-9.5363
ma-souss|Taroudant||تارودانت|30.4703|-8.8770
ma-souss|Tiznit||تيزنيت|29.6974|-9.7316
ma-souss|Biougra||بيوكرى|30.2150|-9.3720
ma-guelmim|Guelmim||كلميم|28.9870|-10.0574
ma-guelmim|Tan-Tan||طانطان|28.4380|-11.1030
ma-laayoune|Laâyoune|Laayoune|العيون|27.1253|-13.1625
ma-dakhla|Dakhla||الداخلة|23.6848|-15.9580
tn-tunis|Tunis||تونس|36.8065|10.1815
tn-ariana|Ariana||أريانة|36.8625|10.1956
tn-ben-arous|Ben Arous||بن عروس|36.7531|10.2189
tn-manouba|Manouba||منوبة|36.8080|10.0972
tn-nabeul|Nabeul||نابل|36.4561|10.7376
tn-nabeul|Hammamet||الحمامات|36.4000|10.6167
tn-zaghouan|Zaghouan||زغوان|36.4029|10.1429
tn-bizerte|Bizerte||بنزرت|37.2744|9.8739
tn-beja|Béja|Beja|باجة|36.7256|9.1817
tn-jendouba|Jendouba||جندوبة|36.5011|8.7802
tn-kef|Le Kef|El Kef|الكاف|36.1742|8.7049
tn-siliana|Siliana||سليانة|36.0849|9.3708
tn-sousse|Sousse||سوسة|35.8256|10.6370
tn-monastir|Monastir||المنستير|35.7770|10.8262
tn-monastir|Ksar Hellal||قصر هلال|35.6480|10.8910
tn-mahdia|Mahdia||المهدية|35.5047|11.0622
tn-sfax|Sfax||صفاقس|34.7406|10.7603
tn-kairouan|Kairouan||القيروان|35.6781|10.0963
tn-kasserine|Kasserine||القصرين|35.1676|8.8365
tn-sidi-bouzid|Sidi Bouzid||سيدي بوزيد|35.0382|9.4849
tn-gabes|Gabès|Gabes|قابس|33.8815|10.0982
tn-medenine|Médenine|Medenine|مدنين|33.3549|10.5055
tn-medenine|Houmt Souk||حومة السوق|33.8758|10.8575
tn-tataouine|Tataouine||تطاوين|32.9297|10.4518
tn-gafsa|Gafsa||قفصة|34.4250|8.7842
tn-tozeur|Tozeur||توزر|33.9197|8.1335
tn-kebili|Kébili|Kebili|قبلي|33.7044|8.9690
sn-dakar|Dakar||داكار|14.7167|-17.4677
sn-thies|Thiès|Thies|تييس|14.7910|-16.9256
sn-thies|Mbour||مبور|14.4200|-16.9600
sn-diourbel|Diourbel||ديوربل|14.6550|-16.2314
sn-fatick|Fatick||فاتيك|14.3390|-16.4111
sn-kaolack|Kaolack||كاولاك|14.1652|-16.0757
sn-kaffrine|Kaffrine||كافرين|14.1059|-15.5508
sn-louga|Louga||لوغا|15.6187|-16.2244
sn-saint-louis|Saint-Louis||سان لويس|16.0326|-16.4818
sn-matam|Matam||ماتام|15.6559|-13.2554
sn-tambacounda|Tambacounda||تامباكوندا|13.7707|-13.6673
sn-kedougou|Kédougou|Kedougou|كيدوغو|12.5605|-12.1747
sn-kolda|Kolda||كولدا|12.8983|-14.9412
sn-sedhiou|Sédhiou|Sedhiou|سيديو|12.7081|-15.5569
sn-ziguinchor|Ziguinchor||زيغينشور|12.5681|-16.2733
ci-abidjan|Abidjan||أبيدجان|5.3600|-4.0083
ci-bouake|Bouaké|Bouake|بواكيه|7.6906|-5.0303
ci-daloa|Daloa||دالوا|6.8774|-6.4502
ci-san-pedro|San-Pédro|San-Pedro|سان بيدرو|4.7485|-6.6363
ci-korhogo|Korhogo||كورهوغو|9.4580|-5.6296
ci-yamoussoukro|Yamoussoukro||ياموسوكرو|6.8276|-5.2893
ng-lagos|Lagos||لاغوس|6.5244|3.3792
ng-kano|Kano||كانو|12.0022|8.5920
ng-edo|Benin City||بنين|6.3350|5.6037
ng-abuja|Abuja||أبوجا|9.0765|7.3986
"""


@dataclass(frozen=True)
class Map:
    """Regions by code and towns by their French name; `in_region` gives a region's towns in the order of TOWNS."""

    regions: dict[str, Region]
    towns: dict[str, Place]
    in_region: dict[str, list[Place]]


def _rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


def load() -> Map:
    """Every region and town, made where missing; those that an agency has already entered are left as they are."""
    had = {region.code: region for region in Region.objects.all()}
    Region.objects.bulk_create(
        [
            Region(country=code[:2].upper(), code=code, name_fr=fr, name_en=en or fr, name_ar=ar)
            for code, fr, en, ar in _rows(REGIONS)
            if code not in had
        ]
    )
    regions = {region.code: region for region in Region.objects.all()}
    known = {(place.region_id, place.name_fr) for place in Place.objects.all()}
    Place.objects.bulk_create(
        [
            Place(
                region=regions[code],
                name_fr=fr,
                name_en=en or fr,
                name_ar=ar,
                latitude=float(latitude),
                longitude=float(longitude),
            )
            for code, fr, en, ar, latitude, longitude in _rows(TOWNS)
            if (regions[code].pk, fr) not in known
        ]
    )
    rows = {(place.region_id, place.name_fr): place for place in Place.objects.select_related("region")}
    towns = {fr: rows[regions[code].pk, fr] for code, fr, *_ in _rows(TOWNS)}
    in_region: dict[str, list[Place]] = {code: [] for code in regions}
    for code, fr, *_ in _rows(TOWNS):
        in_region[code].append(towns[fr])
    return Map({code: regions[code] for code, *_ in _rows(REGIONS)}, towns, in_region)
