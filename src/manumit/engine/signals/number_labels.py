"""What the words right before a number say it is: a telephone's (a cue), or something else's (a label). Surface forms:
lower case, Latin accents dropped; by language, so that no language's licences are taken for phones more than another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from manumit.engine.signals import number_papers
from manumit.engine.signals.any_of import any_of

_CUES = (
    "call calls text txt tel tels telf tlf phone ph fone cell mobile mob wsp wpp watsap ring sms dial "
    "contact contacto contato "
    "contactar llama llamar llame llamanos telefono movil celular cel liga ligar ligue zap zapzap telefone "
    "appelez appeler "
    "appelle tawag tawagan itext viber signal hotline fax reach anruf handy rufen numar suna sunati "
    "apelati goi sdt dt "
    "cp hp telp tlp tlpn nope ctc "
    "whatsap whatsapp line msg message тел телефон звони звоните звонить пиши пишите ватсап вайбер "
    "телефонуйте gọi โทร"
)
CUE = re.compile(
    r"\b(?:"
    + "|".join(map(re.escape, _CUES.split()))
    + r"|whats app|lien he|dien thoai|дзвон\w+|набирай\w*)\b|[☎📞📱📲☏✆]|电话|電話|手机|手機|号码|號碼|联系|聯繫|微信|"
    r"致电|致電|热线|熱線|打给|打給|聯絡|拨打|撥打|洽詢|"
    r"請打|请打|連絡|携帯|전화|연락|문의|핸드폰|โทร|เบอร์|ติดต่อ|ไลน์|هاتف|اتصل|واتس|جوال|للتواصل|फोन|कॉल|संपर्क|मोबाइल|\+$"
)
NUMBER_CUE = re.compile(r"(?<![a-z]\d )(?<![\d#] )\b(?:number|numero|num|номер|номеру|numer)\b")
NEUTRAL = re.compile(r"(?:#|№|\b(?:no|nr)\b\.?)[\s.:=-]*$")
"""'Number' in short, which says nothing: as well of a telephone as of a room."""
SENTENCE = re.compile(r"(?:(?<=[^\W_]{4})|(?<=\d))[.!?](?=\s)|[\n。！？|](?=.*[^\W\d_])", re.DOTALL)
"""Where a sentence ends (no abbreviation: 'tel. 07...')."""
COUNTED = re.compile(
    r"\s{1,2}(?:times?|views?|visits?|hits|fans|subs|sold|people|seen|shares?|plays|reads|listings?|products?|units?|"
    r"veces|visitas|vistas|seguidores|personas|vezes|pessoas|acessos|fois|vues|visites|personnes|volte|visite|persone|"
    r"mal|besucher|aufrufe|personen|ori|vizite|persoane|razy|osob|beses|katao|kali|orang|kez|kisi|lan|luot|nguoi|"
    r"раз[аи]?|просмотр\w*|посещени\w*|человек\w*|осіб|разів|людей|перегляд\w*|відвіда\w*|визит\w*)\b|"
    r"\s?(?:صوت|شخص|مشاهدة|متابع|زائر|נפש|צפיות)(?![^\W_])|\s?(?:次|人|个|個|回|件|名|명|회|번|คน|ครั้ง|วิว)"
)
"""What has just been counted."""

# Stems end in '-': any ending may follow.
_LABELS = {
    "en": "vatin order orders ref reference refs invoice ticket id code pin tracking parcel case licen[cs]e[ds]? "
    "lic permit registration "
    "registered regd reg account acct acc a/c sort passport isbn(?:-?1[03])? issn vat imei serial item model sku zip "
    "postcode postal certificate "
    "certified cert diploma enrolment transaction txn trans policy insured claim docket file member "
    "membership ein ssn nino abn acn upc "
    "ean receipt voucher vin flight pnr listing ad advert post product batch version build lot ssid mac ip "
    "uid guid accreditation "
    "accredited visa card bsb swift routing aba ifsc contract charity company gps lat latitude lon lng "
    "long longitude coords? viewed views? visitors visits population total sold "
    "coordinates bus(?:es)? routes? rows? seats? win(?:ning|s)? draw scores? kilom- km iban",
    "es": "seguimiento rastreo pedido pedidos factura cedula dni rut nit nif cif nie rfc curp cuit licencia "
    "registro registrad[oa] "
    "colegiad[oa] poliza certificado "
    "titulo contrato expediente folio guia matricula cuenta clabe pasaporte permiso autorizacion "
    "referencia resultado",
    "pt": "cpf cnpj cep versao apolice registr[oa] registrad[oa] inscricao certificad[oa] licenca alvara "
    "protocolo rastreio rastreamento fatura conta passaporte "
    "crm coren autorizacao",
    "fr": "suivi colis commande facture siret siren compte police contrat licence agrement inscrite? immatricul- "
    "certificat passeport dossier",
    "de": "konto rechnung bestellung nr plz (?!telefon|handy|ruf|mobil|fax)\\w+nummer vertrag "
    "zertifikat linien?",
    "ro": "colet awb comanda factura cont cnp cui licenta inregistrare inregistrat[ae]? polita certificat[ae]? "
    "contract autorizat- atestat",
    "ru": "кпп бик окпо оквэд октмо верси- сборк- артикул- "
    "трек трек-номер трек-код отслеживан- посылк- заказ- паспорт- пасспорт инн счет- огрн снилс "
    "договор- лиценз- регистрац- зарегистрирован- "
    "полис- сертификат- диплом- индекс "
    "удостоверен- свидетельств- номер_дела разрешен- квитанц-",
    "uk": "відстежен- посилк- замовлен- договор- рахун- верс- артикул- "
    "єдрпоу іпн посвідчен- ліценз- реєстрац- зареєстрован- поліс- "
    "сертифікат- диплом- свідоцтв- дозвіл дозвол-",
    "tl": "lisensya rehistro resibo sertipiko poea dti permit",
    "vi": "van_don kien_hang ma_van_don ma_so ma_don so_don don_hang ma_hang so_tai_khoan stk cmnd cccd "
    "mst giay_phep dang_ky hop_dong "
    "chung_chi ma_buu_chinh so_seri bien_so",
    "tr id": "siparis fatura sicil ruhsat pesanan izin sertifikat nik npwp",
    "pl cs": "pesel nip regon zamowieni- faktur- przesylk- paczk- konto umow- dowod- paszport- rejestrac- objednavk- "
    "krs zasilk- ico dic rodne_cislo smlouv- pojistk-",
    "it": "ordin[ei] fattur[ae] partita_iva p\\.?_?iva codice_fiscale spedizion[ei] tracciamento contratto polizza "
    "patente targa pratica ricevuta tessera",
    "nl sv da fi hu": "bsn kvk btw bestelling- factuur- rekening- zending- personnummer organisationsnummer faktura "
    "ordre cvr cpr tilaus- lasku- hetu rendeles- adoszam szamla-",
    "fr tr de id": "securite_sociale nir kimlik vergi takip resi sendung- paket- kunden- steuer- aktenzeichen no_?resi",
    "adverts": "anuncio annonce anzeige annuncio ogloszeni- объявлени- оголошенн- ilan oglas inzerat anunt",
    "en of papers": "payroll employee badge utr nino tin sin tfn meter reading confirmation conf "
    "social_security national_insurance voter",
    "el he sh bg be": "αφμ αμκα αριθμος αρ αδτ κωδικος τιμολογι- παραγγελι- αδεια τκ ח\\.?פ תז ת\\.ז תיק הזמנה חשבונית "
    "רישיון עוסק jmbg oib pib mbr racun narudzb- егн еик булстат поръчк- фактур- јмбг",
    "fa ur hi bn": "کدپستی کد_ملی شماره_ملی کد شناسه سفارش حساب پلاک aadhaar aadhar gstin gst pan_no "
    "pincode pin_code cnic ntn nid",
    "  ": "coordenad- coordonn- koordin- coordinat- ubicacion localizacao localisation posicion position posizione "
    "visto visitado visualizac- poblacion populac- vendid- mas_de mais_de plus_de peste uber piu_di "
    "координат- расположен- просмотр- посещен- населен- продано свыше более больше понад більше перегляд- "
    "toa_do vi_tri konum lokasi lokasyon pozice luot_xem tekan hon mahigit lebih_dari",
    "": "cap inn nr lott?[eo]r?[yií]?[ae]? result(?:s|ado)?",
}
_APART = (
    # scripts without spaces between words: what a number of may be
    "订单 訂單 注文 予約 会员 會員 单 單 编 編 证 證 证书 證書 账 賬 帐 卡 邮 郵 邮编 郵編 "
    "邮政编码 流水 序列 学 學 工 批 护照 護照 发票 發票 许可 許可 许可证 執照 执照 "
    "注册 註冊 登记 登記 "
    "保单 保單 受付 登録 管理 車両 口座 免許 郵便 身份证 身份證 税 稅 车牌 合同 档案 快递 주문 "
    "예약 계좌 등록 사업자 운송장 우편 접수 면허 허가 증권 "
    "座標 坐标 座标 经纬度 經緯度 緯度 经度 พิกัด 좌표 위치 位置 浏览 瀏覽 播放 销量 คะแนน 比分 "
    "运单 物流 包裹 追跡 배송 พัสดุ شحنة تتبع "
    "เลขที่ รหัส ใบอนุญาต บัญชี ทะเบียน กรมธรรม์ คำสั่งซื้อ ใบรับรอง ใบเสร็จ พาสปอร์ต ประกาศนียบัตร "
    "الطلب السجل التجاري الضريبي الهوية الحساب طلب حساب جواز رخصة ترخيص تسجيل بوليصة شهادة فاتورة الرمز عقد سجل "
    "आदेश ऑर्डर लाइसेंस "
    "पंजीकरण खाता प्रमाणपत्र"
)


def _pattern(word: str) -> str:
    return (word[:-1] + r"\w*" if word.endswith("-") else word).replace("_", " ")


def _by_first(patterns: Iterable[str]) -> str:
    """Any of these, looked up by their first letter: most words begin none."""
    tails: dict[str, list[str]] = {}
    for one in patterns:
        tails.setdefault(one[0], []).append(one[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in tails.items())


_PATTERNS = [
    _pattern(word) for words in (*_LABELS.values(), *number_papers.PAPERS.values()) for word in words.split()
]
_ANY_LABEL = "|".join(
    [
        _by_first(one for one in _PATTERNS if one[0].isalpha()),
        *(one for one in _PATTERNS if not one[0].isalpha()),
    ]
)
LABEL = re.compile(
    rf"(?:\b(?:{_ANY_LABEL}|(?:booking|"
    rf"reservation) (?:ref|no|number|id|code))\b[\s.:#№=-]*"
    r"(?:(?:no|num|number|numbers|nr|numero|номер|номера|so|is|es|e|est|este|ay|la|code|codigo|код|id|n|is "
    r"the|only|your|our|my|gb|uk|de|fr|it|at|be|nl|eu|pl|ie|ro|hu)"
    r"\b[\s.:#№=-]*){0,3}"
    rf"|#|№|〒|\bn(?:[o°º]|\.\s?[o°ºr]|r)(?!\w)\.?|(?:{any_of([*_APART.split(), *number_papers.APART])})"
    r"(?:证|證|编|編|番)?(?:号|號|호|번호)?(?:码|碼)?(?:เลขที่|เลข)?|(?<!电话)(?<!手机)编号)[\s.:：#№=-]*$"
)
"""Ends where the number begins."""
NUMBERS = re.compile("numb|nume|núme|номер|رقم|מספר|شماره|کد")
"""In every such label."""
