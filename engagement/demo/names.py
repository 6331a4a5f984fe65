"""Common given and family names by country, in Latin and, for the Maghreb, in Arabic script."""

from __future__ import annotations

# Women, men and families of a country, one paragraph each; "latin|arabic" where both are known.
LISTS = {
    "MA": """
Amina|أمينة Fatima|فاطمة Khadija|خديجة Zineb|زينب Meryem|مريم Salma|سلمى Hanane|حنان Naïma|نعيمة Latifa|لطيفة
Samira|سميرة Rachida|رشيدة Houda|هدى Imane|إيمان Ghizlane|غزلان Loubna|لبنى Sara|سارة Hajar|هاجر Karima|كريمة
Malika|مليكة Souad|سعاد Nezha|نزهة Btissam|ابتسام Ilham|إلهام Asmae|أسماء Jamila|جميلة Saïda|سعيدة Hayat|حياة
Mina|مينة Fadma|فاضمة Rabia|ربيعة Touria|ثريا Wafae|وفاء Chaimae|شيماء Oumaima|أميمة

Mohamed|محمد Youssef|يوسف Hamid|حميد Said|سعيد Abdellah|عبد_الله Khalid|خالد Mustapha|مصطفى Brahim|إبراهيم
Hassan|حسن Driss|إدريس Karim|كريم Nabil|نبيل Mehdi|مهدي Anas|أنس Ayoub|أيوب Hamza|حمزة Soufiane|سفيان
Adil|عادل Jamal|جمال Larbi|العربي Redouane|رضوان Tarik|طارق Noureddine|نور_الدين Aziz|عزيز Reda|رضا
Ismaïl|إسماعيل Lahcen|لحسن Bouchaïb|بوشعيب Othmane|عثمان Zakaria|زكرياء Badr|بدر Ilyas|إلياس

Alaoui|العلوي Bennani|بناني Idrissi|الإدريسي Amrani|العمراني Tazi|التازي Berrada|برادة Fassi|الفاسي
Chraibi|الشرايبي Ouazzani|الوزاني Mansouri|المنصوري Haddad|حداد Naciri|الناصري Saidi|السعيدي Rifai|الريفي
Zeroual|زروال Lahlou|لحلو Ait_Taleb|آيت_الطالب Ouali|والي Boukhris|بوخريص Sabri|صبري Chaoui|الشاوي
Tahiri|الطاهري Hilali|الهلالي Kabbaj|القباج Jabri|الجابري Moutawakil|متوكل Azzouzi|العزوزي Belkacem|بلقاسم
Benjelloun|بنجلون Zouhairi|الزهيري El_Ghazi|الغازي Hmidouch|حميدوش Lamrani|لمراني Raji|راجي
""",
    "TN": """
Sana|سناء Ines|إيناس Rim|ريم Amel|آمال Olfa|ألفة Mouna|منى Hela|هالة Nadia|نادية Leïla|ليلى Sonia|سنية
Wafa|وفاء Emna|آمنة Asma|أسماء Rania|رانية Faten|فاتن Monia|منية Hajer|هاجر Yosra|يسرى Sihem|سهام

Bilel|بلال Slim|سليم Walid|وليد Anis|أنيس Hatem|حاتم Mourad|مراد Sami|سامي Ramzi|رمزي Hichem|هشام Nizar|نزار
Fathi|فتحي Kais|قيس Aymen|أيمن Wassim|وسيم Moez|معز Lotfi|لطفي Houssem|حسام Zied|زياد Maher|ماهر

Trabelsi|الطرابلسي Ben_Salah|بن_صالح Jaziri|الجزيري Gharbi|الغربي Mejri|الماجري Bouazizi|البوعزيزي
Hamdi|الحمدي Ayari|العياري Chebbi|الشابي Jlassi|الجلاصي Ben_Amor|بن_عمر Khelifi|الخليفي Dridi|الدريدي
Sassi|ساسي Zouari|الزواري Mahjoub|المحجوب Kefi|الكافي Riahi|الرياحي Baccouche|البكوش Nasri|النصري
""",
    "SN": """
Awa Fatou Aminata Mariama Khady Ndèye Coumba Astou Rokhaya Adama Sokhna Bineta Seynabou Dieynaba

Mamadou Ousmane Ibrahima Cheikh Moussa Abdoulaye Modou Pape Aliou Babacar Serigne Lamine Souleymane

Diop Ndiaye Fall Sow Ba Diallo Sarr Faye Gueye Seck Mbaye Cissé Sy Thiam Kane Diouf Ndour Camara
""",
    "CI": """
Awa Aya Adjoua Affoué Mariam Fatoumata Akissi Amoin Rokia Salimata Ahou Minata Nadège Estelle

Kouassi Koffi Yao Ibrahim Seydou Konan Adama Drissa Jean-Marc Lassina Moussa Serge Arsène Bakary

Kouamé Traoré Koné Ouattara Coulibaly Bamba N'Guessan Yéo Soro Touré Diabaté Kouadio Konaté Gnamien
""",
}


def _read(lists: str) -> tuple[list[str], list[str], list[str]]:
    women, men, families = (paragraph.split() for paragraph in lists.strip().split("\n\n"))
    return women, men, families


# country -> (women, men, families)
NAMES = {country: _read(lists) for country, lists in LISTS.items()}


def split(name: str) -> tuple[str, str]:
    """The Latin and the Arabic of an entry, underscores as spaces; the Arabic is empty where the list has none."""
    latin, _, arabic = name.partition("|")
    return latin.replace("_", " "), arabic.replace("_", " ")
