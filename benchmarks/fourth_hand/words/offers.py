"""Job offers: titles, duties, pay, what is promised and what is asked, in six tongues.

Honest and deceptive employers draw from the same pages; what differs is what happens afterwards.
"""

TRADES = "farm hotel call domestic factory kitchen build beauty".split()
TITLES: dict[str, dict[str, list[str]]] = {
    "en": {
        "farm": ["Fruit pickers", "Greenhouse hands", "Harvest crew"],
        "hotel": ["Room attendants", "Hotel housekeeping"],
        "call": ["Chat support agents", "Customer service online", "Typing and sales staff"],
        "domestic": ["Live-in helper", "Nanny and housekeeper"],
        "factory": ["Packing line", "Seafood processing"],
        "kitchen": ["Kitchen help", "Waiting staff"],
        "build": ["Roofers and helpers", "Site labour"],
        "beauty": ["Massage therapist", "Hostess and bar staff"],
    },
    "es": {
        "farm": ["Recolectores de fruta", "Peones de invernadero", "Cuadrilla para cosecha"],
        "hotel": ["Camareras de piso", "Personal de hotel"],
        "call": ["Agentes de chat", "Atención al cliente en línea", "Digitadores y ventas"],
        "domestic": ["Empleada interna", "Niñera y limpieza"],
        "factory": ["Empaque", "Planta de pescado"],
        "kitchen": ["Ayudante de cocina", "Meseras"],
        "build": ["Albañiles y ayudantes", "Obreros"],
        "beauty": ["Masajista", "Anfitrionas y bar"],
    },
    "pt": {
        "farm": ["Apanha de fruta", "Trabalhadores de estufa", "Equipe de colheita"],
        "hotel": ["Camareiras", "Empregada de andares"],
        "call": ["Atendente de chat", "Vendas online"],
        "domestic": ["Empregada interna", "Babá"],
        "factory": ["Linha de embalagem", "Frigorífico"],
        "kitchen": ["Ajudante de cozinha", "Garçonetes"],
        "build": ["Pedreiros e serventes", "Obra"],
        "beauty": ["Massagista", "Hostess e bar"],
    },
    "tl": {
        "farm": ["Fruit picker", "Farm worker abroad"],
        "hotel": ["Room attendant", "Hotel crew"],
        "call": ["Chat support", "Encoder at online sales", "CSR abroad"],
        "domestic": ["Kasambahay", "Yaya stay-in"],
        "factory": ["Packer", "Factory worker"],
        "kitchen": ["Kitchen crew", "Waitress"],
        "build": ["Karpintero", "Helper sa construction"],
        "beauty": ["Therapist", "GRO at bar staff"],
    },
    "id": {
        "farm": ["Pemetik buah", "Pekerja kebun"],
        "hotel": ["Housekeeping hotel", "Staf hotel"],
        "call": ["Admin chat", "Customer service online", "Operator pemasaran"],
        "domestic": ["Asisten rumah tangga", "Pengasuh anak"],
        "factory": ["Operator pabrik", "Packing"],
        "kitchen": ["Juru masak", "Pelayan"],
        "build": ["Tukang bangunan", "Kuli"],
        "beauty": ["Terapis pijat", "Pemandu tamu"],
    },
    "vi": {
        "farm": ["Hái trái cây", "Làm nông"],
        "hotel": ["Dọn phòng khách sạn", "Nhân viên khách sạn"],
        "call": ["Nhân viên chat", "Chăm sóc khách hàng", "Đánh máy và bán hàng"],
        "domestic": ["Giúp việc ở lại", "Giữ trẻ"],
        "factory": ["Đóng gói", "Chế biến hải sản"],
        "kitchen": ["Phụ bếp", "Phục vụ"],
        "build": ["Thợ hồ", "Phụ hồ"],
        "beauty": ["Kỹ thuật viên massage", "Nhân viên quán"],
    },
}
LINES: dict[str, dict[str, list[str]]] = {
    "en": {
        "open": "We look for people for {c}|{e} is hiring in {c}|Start {s}, work in {c}|Places left for {c}, start {s}".split(
            "|"
        ),
        "pay": "pay {w} a month|{w} monthly, overtime extra|from {w} a month depending on output|{w} plus bonus".split(
            "|"
        ),
        "perk": "travel is arranged|housing near the work|no experience needed|meals given|we help with the papers|no English required|weekly advance possible|visa handled by the office|ticket paid by us|women and couples welcome".split(
            "|"
        ),
        "fair": "written contract in your language|one day off a week|no fee is charged to workers|licence number on request|return ticket at the end|wage paid to your own account|interview at our office|health insurance".split(
            "|"
        ),
        "odd": "passport is handed in on arrival for registration|ticket is taken from the first months' pay|only people who can leave at once|come alone|write on chat, not here|we keep a deposit until the contract ends|age 18 to 28, send photo|details are given after arrival".split(
            "|"
        ),
        "end": "Write to {k}|WhatsApp {k}|Contact {k}|Ask for {n}, {k}".split("|"),
    },
    "es": {
        "open": "Buscamos personal para {c}|{e} contrata en {c}|Inicio {s}, trabajo en {c}|Últimos cupos para {c}, salida {s}".split(
            "|"
        ),
        "pay": "pago {w} al mes|{w} mensuales más horas extra|desde {w} al mes según producción|{w} más bonos".split(
            "|"
        ),
        "perk": "viaje organizado|vivienda cerca del trabajo|sin experiencia|comida incluida|ayudamos con los papeles|no hace falta idioma|adelanto semanal|la oficina tramita la visa|pasaje pagado|mujeres y parejas".split(
            "|"
        ),
        "fair": "contrato escrito|un día libre por semana|no se cobra al trabajador|número de licencia disponible|boleto de regreso al final|pago a su propia cuenta|entrevista en oficina|seguro médico".split(
            "|"
        ),
        "odd": "el pasaporte se entrega al llegar para registro|el pasaje se descuenta de los primeros meses|solo quien pueda salir ya|venir sin acompañante|escribir por chat, no por aquí|se retiene un depósito hasta fin de contrato|de 18 a 28 años, mandar foto|los detalles se dan al llegar".split(
            "|"
        ),
        "end": "Escribir a {k}|WhatsApp {k}|Informes {k}|Preguntar por {n}, {k}".split("|"),
    },
    "pt": {
        "open": "Procuramos gente para {c}|{e} contrata em {c}|Início {s}, trabalho em {c}|Vagas para {c}, saída {s}".split(
            "|"
        ),
        "pay": "pagamos {w} por mês|{w} mensais e horas extra|a partir de {w} conforme produção|{w} mais prémio".split(
            "|"
        ),
        "perk": "viagem tratada|alojamento perto|sem experiência|refeições incluídas|ajudamos com papéis|não precisa idioma|adiantamento semanal|o escritório trata do visto|passagem paga|mulheres e casais".split(
            "|"
        ),
        "fair": "contrato escrito|folga semanal|sem taxa para o trabalhador|licença disponível|bilhete de volta|pago na sua conta|entrevista no escritório|seguro de saúde".split(
            "|"
        ),
        "odd": "o passaporte fica connosco para registo|a passagem é descontada nos primeiros meses|só quem pode partir já|vir sozinha|fale no chat, não aqui|fica uma caução até ao fim|18 a 28 anos, enviar foto|detalhes à chegada".split(
            "|"
        ),
        "end": "Escreva para {k}|WhatsApp {k}|Contacto {k}|Falar com {n}, {k}".split("|"),
    },
    "tl": {
        "open": "Hiring papuntang {c}|Kailangan ng tao ang {e} sa {c}|Alis {s}, trabaho sa {c}|May slot pa sa {c}".split(
            "|"
        ),
        "pay": "sahod {w} kada buwan|{w} monthly plus OT|mula {w} depende sa quota|{w} may bonus".split("|"),
        "perk": "kami ang bahala sa biyahe|libre tirahan|walang experience ok|libre pagkain|tutulong sa papeles|pwede kahit high school|may cash advance|opisina ang mag-aayos ng visa|libre ticket|babae at lalaki".split(
            "|"
        ),
        "fair": "may kontrata|isang day off kada linggo|walang placement fee|may lisensya|may return ticket|diretso sa sarili mong account ang sahod|interview sa opisina|may insurance".split(
            "|"
        ),
        "odd": "isusuko ang passport pagdating|kaltas ang ticket sa unang buwan|yung makakaalis agad|mag-isa lang pumunta|sa chat lang mag-usap|may deposito hanggang matapos|18 hanggang 28, magpadala ng picture|sasabihin ang detalye pagdating".split(
            "|"
        ),
        "end": "Message {k}|Viber {k}|Tawag {k}|Hanapin si {n}, {k}".split("|"),
    },
    "id": {
        "open": "Dicari tenaga untuk {c}|{e} membuka lowongan di {c}|Berangkat {s}, kerja di {c}|Sisa kuota ke {c}".split(
            "|"
        ),
        "pay": "gaji {w} per bulan|{w} sebulan plus lembur|mulai {w} sesuai target|{w} plus bonus".split("|"),
        "perk": "perjalanan diatur|mess dekat tempat kerja|tanpa pengalaman|makan ditanggung|dokumen dibantu|tidak perlu bahasa|bisa kasbon|visa diurus kantor|tiket ditanggung|pria dan wanita".split(
            "|"
        ),
        "fair": "kontrak tertulis|libur seminggu sekali|tanpa biaya|izin resmi|tiket pulang|gaji ke rekening sendiri|wawancara di kantor|asuransi".split(
            "|"
        ),
        "odd": "paspor dititip saat tiba|tiket dipotong gaji bulan pertama|yang siap berangkat sekarang|datang sendiri|lewat chat saja|jaminan ditahan sampai kontrak selesai|usia 18-28, kirim foto|rincian setelah tiba".split(
            "|"
        ),
        "end": "Hubungi {k}|WA {k}|Kontak {k}|Cari {n}, {k}".split("|"),
    },
    "vi": {
        "open": "Tuyển người đi {c}|{e} tuyển ở {c}|Đi {s}, làm ở {c}|Còn chỗ đi {c}".split("|"),
        "pay": "lương {w} một tháng|{w} tháng và tăng ca|từ {w} tùy năng suất|{w} có thưởng".split("|"),
        "perk": "lo chuyến đi|có chỗ ở|không cần kinh nghiệm|bao ăn|giúp giấy tờ|không cần ngoại ngữ|cho ứng lương|văn phòng lo visa|bao vé|nam nữ đều được".split(
            "|"
        ),
        "fair": "hợp đồng rõ ràng|nghỉ một ngày mỗi tuần|không thu phí|có giấy phép|có vé về|lương vào tài khoản riêng|phỏng vấn tại văn phòng|bảo hiểm".split(
            "|"
        ),
        "odd": "nộp hộ chiếu khi đến|trừ tiền vé vào lương đầu|ai đi được ngay|đi một mình|chỉ nhắn tin|giữ tiền cọc đến hết hợp đồng|18 đến 28 tuổi, gửi ảnh|đến nơi nói rõ".split(
            "|"
        ),
        "end": "Liên hệ {k}|Zalo {k}|Gọi {k}|Hỏi {n}, {k}".split("|"),
    },
}
