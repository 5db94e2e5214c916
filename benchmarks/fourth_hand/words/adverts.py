"""Phrases of adverts for company and massage (nothing explicit) and of small ads for things and services."""

# tongue -> part of an advert -> sentences; {n} stage name, {c} city, {h} a clock hour, {z} a part of town
COMPANY: dict[str, dict[str, list[str]]] = {
    "en": {
        "hello": "Hi gents, {n} here|{n}, in {c} for a few days|This is {n}, new around {z}|Good company with {n}|{n} back in {c}|Ask for {n}".split(
            "|"
        ),
        "about": "easy to talk to and never in a hurry|mature and well spoken|small, cheerful, good listener|dinner, a walk, a long chat|I keep a tidy flat and cold drinks|sweet and calm nature|student of life, love music|friendly island girl|you will feel at home|real photos, what you see is me".split(
            "|"
        ),
        "when": "from {h} till late|day and night|mornings by arrangement|open every day|weekends too|not on Sundays|last days in town|please book an hour ahead".split(
            "|"
        ),
        "place": "my place in {z}|near {z}, parking in front|hotel visits only|I can come to you|quiet building, {z}|two minutes from {z}".split(
            "|"
        ),
        "rule": "gentlemen only|no private numbers|be clean and polite|no bargaining|text first, I answer myself|no rush|respect gets respect|cash or app".split(
            "|"
        ),
        "many": "two friends available|ask who is in today|different girls every week|we are several, choose on arrival|new girl this week".split(
            "|"
        ),
        "contact": "Text {k}|Call or WhatsApp {k}|{k}|Reach me: {k}|Book on {k}".split("|"),
    },
    "es": {
        "hello": "Hola soy {n}|{n} recién llegada a {c}|Aquí {n} para caballeros|{n} de paso por {c}|Soy {n}, zona {z}|Conoce a {n}".split(
            "|"
        ),
        "about": "trato de novia y sin prisa|madura y educada|simpática, risueña, buena conversación|te invito una copa y charlamos|piso limpio y discreto|morena dulce y tranquila|latina cariñosa|fotos reales|me gusta reír y escuchar|como en tu casa".split(
            "|"
        ),
        "when": "desde las {h}|las 24 horas|todos los días|fines de semana también|solo con cita|domingos no|últimos días en la ciudad|mañanas y tardes".split(
            "|"
        ),
        "place": "piso propio en {z}|cerca de {z}|salidas a hotel|voy a tu domicilio|edificio tranquilo, {z}|fácil aparcar por {z}".split(
            "|"
        ),
        "rule": "solo caballeros|no atiendo números ocultos|aseo y respeto|no regateo|contesto yo misma|escribe antes de venir|sin presiones|efectivo o bizum".split(
            "|"
        ),
        "many": "somos varias amigas|pregunta quién está hoy|chicas nuevas cada semana|dos amigas disponibles|novedad esta semana".split(
            "|"
        ),
        "contact": "Escríbeme {k}|WhatsApp {k}|{k}|Llámame al {k}|Citas: {k}".split("|"),
    },
    "pt": {
        "hello": "Oi, sou a {n}|{n} chegou a {c}|{n} para cavalheiros|Olá, aqui {n}|{n} em {c} por poucos dias|Conheça {n}".split(
            "|"
        ),
        "about": "atendimento calmo|educada e discreta|boa conversa e riso fácil|apartamento limpo|morena meiga|brasileira simpática|fotos verdadeiras|sem pressa nenhuma|adoro ouvir|companhia para jantar".split(
            "|"
        ),
        "when": "a partir das {h}|todos os dias|só com marcação|fim de semana também|dia e noite|últimos dias|manhãs livres|domingo não".split(
            "|"
        ),
        "place": "local próprio em {z}|perto de {z}|vou a hotéis|deslocações|prédio sossegado, {z}|estacionamento em {z}".split(
            "|"
        ),
        "rule": "só cavalheiros|não atendo anónimos|higiene e respeito|sem regatear|sou eu que respondo|mensagem antes|dinheiro ou mbway|pix aceito".split(
            "|"
        ),
        "many": "somos várias amigas|pergunte quem está hoje|meninas novas toda semana|duas amigas|novidade da semana".split(
            "|"
        ),
        "contact": "Mensagem {k}|WhatsApp {k}|{k}|Ligue {k}|Marcações: {k}".split("|"),
    },
    "tl": {
        "hello": "Hi po, si {n} ito|{n} nasa {c} na|Kumusta, ako si {n}|{n} here, {z} area|Bago lang dito si {n}|Hanapin si {n}".split(
            "|"
        ),
        "about": "mabait at masayahin|hindi nagmamadali|magaling makinig|malinis ang lugar|simple lang ako|legit ang pictures|masarap kausap|game sa kwentuhan|probinsyana, tahimik|good vibes lang".split(
            "|"
        ),
        "when": "simula {h}|araw-araw|weekend pwede|by appointment|gabi lang|24 oras|last week ko na dito|hindi pwede Linggo".split(
            "|"
        ),
        "place": "condo sa {z}|malapit sa {z}|hotel service|pupuntahan kita|tahimik na lugar, {z}|may parking sa {z}".split(
            "|"
        ),
        "rule": "magalang lang po|bawal ang tawad|ako mismo ang sasagot|text muna|malinis sa katawan|gcash or cash|no private number|walang bastusan".split(
            "|"
        ),
        "many": "dalawa kami ng kaibigan ko|itanong kung sino ang nandito|bagong girls linggo-linggo|marami kaming pagpipilian|bago ngayong linggo".split(
            "|"
        ),
        "contact": "Text {k}|Viber {k}|{k}|Tawag sa {k}|Booking {k}".split("|"),
    },
    "id": {
        "hello": "Halo, aku {n}|{n} sudah di {c}|Kenalan dengan {n}|Hai mas, {n} di sini|{n} area {z}|Baru datang: {n}".split(
            "|"
        ),
        "about": "ramah dan sabar|enak diajak ngobrol|tempat bersih|foto asli|tidak buru-buru|dewasa dan sopan|suka musik|manis dan tenang|pijat capek|teman makan malam".split(
            "|"
        ),
        "when": "mulai jam {h}|setiap hari|malam saja|janjian dulu|akhir pekan bisa|24 jam|minggu libur|minggu terakhir di sini".split(
            "|"
        ),
        "place": "kos dekat {z}|dekat {z}|panggilan hotel|bisa datang|tempat tenang, {z}|parkir aman di {z}".split(
            "|"
        ),
        "rule": "harus sopan|tidak nego|aku balas sendiri|chat dulu|bersih ya|tunai atau transfer|nomor tersembunyi tidak|saling hormat".split(
            "|"
        ),
        "many": "ada dua teman|tanya siapa yang ada hari ini|cewek baru tiap minggu|banyak pilihan|baru minggu ini".split(
            "|"
        ),
        "contact": "Chat {k}|WA {k}|{k}|Telepon {k}|Pesan {k}".split("|"),
    },
    "vi": {
        "hello": "Chào anh, em là {n}|{n} mới đến {c}|Em {n} khu {z}|{n} xin chào|Gặp {n} ở {c}|Hỏi {n} nhé".split(
            "|"
        ),
        "about": "vui vẻ dễ thương|không vội|nói chuyện hợp|phòng sạch|ảnh thật|nhẹ nhàng lịch sự|thích nghe nhạc|massage thư giãn|như ở nhà|hiền và ngoan".split(
            "|"
        ),
        "when": "từ {h} giờ|mỗi ngày|hẹn trước|cuối tuần cũng được|buổi tối|cả ngày|chủ nhật nghỉ|mấy ngày cuối".split(
            "|"
        ),
        "place": "phòng riêng gần {z}|gần {z}|đến khách sạn|có thể đến nhà|chỗ yên tĩnh, {z}|có chỗ đậu xe {z}".split(
            "|"
        ),
        "rule": "lịch sự nhé|không trả giá|em tự trả lời|nhắn tin trước|sạch sẽ|tiền mặt hoặc chuyển khoản|không nhận số ẩn|tôn trọng nhau".split(
            "|"
        ),
        "many": "có hai bạn|hỏi hôm nay có ai|tuần nào cũng có bạn mới|nhiều bạn để chọn|mới tuần này".split(
            "|"
        ),
        "contact": "Nhắn {k}|Zalo {k}|{k}|Gọi {k}|Đặt hẹn {k}".split("|"),
    },
}
HANDLE = {
    "telegram": "Telegram @{h}|TG: @{h}|t.me/{h}".split("|"),
    "instagram": "IG @{h}|instagram: {h}|insta @{h}".split("|"),
    "line": "Line ID: {h}|LINE {h}".split("|"),
}
ZONES = {
    "en": "the harbour|the old market|the airport|downtown|the stadium|the north side|the bus station".split(
        "|"
    ),
    "es": "el centro|la estación|el puerto|la avenida|el mercado|la terminal|la playa".split("|"),
    "pt": "o centro|a estação|a praia|a avenida|o mercado|o metro|a rodoviária".split("|"),
    "tl": "palengke|terminal|mall|simbahan|plaza|airport".split("|"),
    "id": "pasar|stasiun|pelabuhan|mal|bandara|alun-alun".split("|"),
    "vi": "chợ|bến xe|sân bay|trung tâm|cầu|công viên".split("|"),
}
# tongue -> (what, sentences); {k} contact, {z} part of town, {p} a number
SMALL: dict[str, list[str]] = {
    "en": "Room for rent near {z}, bills included|Used pickup, {p}000 miles, runs well|Maths lessons at home, patient teacher|House cleaning, weekly or one time|Moving help with van|Phone screen repair while you wait|Fridge, {p} years old, works|Haircuts and braids at my place|Carpool to work, leaving from {z}|Lawn and yard work|Homemade meals for workers, delivered to {z}|Two beds and a sofa, must go".split(
        "|"
    ),
    "es": "Se alquila habitación por {z}, gastos incluidos|Vendo moto, {p} mil km, papeles al día|Clases de inglés a domicilio|Limpieza de casas por horas|Fletes y mudanzas|Reparo celulares en el momento|Nevera con {p} años de uso|Manicura y trenzas a domicilio|Cupo en carro saliendo de {z}|Cuido ancianos, referencias|Comida casera para trabajadores, {z}|Vendo camas y sofá por viaje".split(
        "|"
    ),
    "pt": "Aluga-se quarto perto de {z}|Vendo mota, {p} mil km|Explicações de matemática|Faxina e limpeza por hora|Fretes e mudanças|Conserto telemóveis|Geladeira com {p} anos|Manicure ao domicílio|Boleia a sair de {z}|Cuido de idosos|Marmitas para trabalhadores, {z}|Vendo cama e sofá".split(
        "|"
    ),
    "tl": "Room for rent malapit sa {z}|Benta motor, {p} taon|Tutor sa Math, mabait|Linis bahay, arawan|Lipat bahay, may van|Ayos cellphone|Ref, {p} taon, gumagana|Home service manicure|Sabay sa kotse mula {z}|Laba at plantsa|Lutong bahay para sa trabaho, {z}|Benta kama at sofa".split(
        "|"
    ),
    "id": "Kos kosong dekat {z}|Jual motor, {p} tahun|Les matematika ke rumah|Jasa bersih rumah|Pindahan pakai pikap|Servis HP|Kulkas {p} tahun, normal|Salon panggilan|Nebeng dari {z}|Jaga lansia|Katering karyawan, {z}|Jual kasur dan sofa".split(
        "|"
    ),
    "vi": "Cho thuê phòng gần {z}|Bán xe máy, {p} năm|Dạy kèm toán|Dọn nhà theo giờ|Chuyển nhà trọn gói|Sửa điện thoại|Tủ lạnh {p} năm còn tốt|Làm móng tại nhà|Đi chung xe từ {z}|Chăm người già|Cơm trưa cho công nhân, {z}|Bán giường và ghế".split(
        "|"
    ),
}
TOUCH = {
    "en": "Price can be discussed|Serious people only|Available now|Call after work|Pictures on request|Since 2015 in the area".split(
        "|"
    ),
    "es": "Precio a convenir|Gente seria|Disponible ya|Llamar por la tarde|Mando fotos|Años de experiencia en la zona".split(
        "|"
    ),
    "pt": "Preço a combinar|Só gente séria|Livre já|Ligar à tarde|Envio fotos|Anos de experiência".split("|"),
    "tl": "Pwedeng pag-usapan ang presyo|Yung seryoso lang|Available na|Tawag pagkatapos ng trabaho|May pictures".split(
        "|"
    ),
    "id": "Harga bisa nego|Yang serius saja|Siap pakai|Hubungi sore|Foto menyusul".split("|"),
    "vi": "Giá thương lượng|Người thiện chí|Có sẵn|Gọi buổi chiều|Có ảnh".split("|"),
}
SPARKS = ["", "", "", " ✨", " 🌺", " 💬", " ☎", " ❤", " 🌴", " ⭐"]
