"""What people post: ordinary talk, talk about going away to work, talk about money; {c} city, {k} contact."""

TALK: dict[str, list[str]] = {
    "en": "Anyone know a good mechanic near {z}?|Game tonight, who is in|Power is out again in {c}|Lost a brown dog around {z}, please share|Thank you all for the birthday wishes|Selling tickets for the fair|The bus from {z} is late every day|Rain all week, crops will like it|My cousin opens a bakery in {c}|Church picnic on Sunday|Where do you buy phone cards here|First day at the new job, wish me luck|Long shift, finally home|Miss my family so much today|Rent went up again".split(
        "|"
    ),
    "es": "¿Alguien conoce un buen mecánico por {z}?|Hoy juega la selección|Otra vez sin luz en {c}|Se perdió un perrito por {z}, compartan|Gracias por los saludos de cumpleaños|Vendo rifas para la fiesta patronal|El bus de {z} siempre tarde|Toda la semana lloviendo|Mi prima abre panadería en {c}|Misa de acción de gracias el domingo|¿Dónde recargan celular por aquí?|Primer día en el trabajo nuevo|Turno largo, por fin en casa|Extraño mucho a mi familia hoy|Subió la renta otra vez".split(
        "|"
    ),
    "pt": "Alguém conhece um bom mecânico perto de {z}?|Hoje tem jogo|Sem luz outra vez em {c}|Cachorro perdido em {z}|Obrigada pelos parabéns|Rifas para a festa|Autocarro de {z} sempre atrasado|Chuva a semana toda|Minha prima abriu padaria em {c}|Primeiro dia no trabalho novo|Turno longo, enfim em casa|Saudades da família|A renda subiu".split(
        "|"
    ),
    "tl": "May kilala ba kayong mekaniko sa {z}?|Laban mamaya|Brownout na naman sa {c}|Nawawalang aso sa {z}|Salamat sa mga bumati|Benta raffle ticket|Laging late ang jeep sa {z}|Ulan buong linggo|Nagbukas ng panaderya ang pinsan ko|Unang araw sa trabaho|Pagod na, uwian na|Miss ko na ang pamilya ko|Tumaas na naman ang upa".split(
        "|"
    ),
    "id": "Ada bengkel bagus dekat {z}?|Nonton bola malam ini|Mati lampu lagi di {c}|Anjing hilang dekat {z}|Terima kasih ucapannya|Jual kupon bazar|Angkot {z} selalu telat|Hujan seminggu|Sepupu buka toko roti di {c}|Hari pertama kerja|Lembur panjang, akhirnya pulang|Kangen keluarga|Sewa naik lagi".split(
        "|"
    ),
    "vi": "Ai biết thợ sửa xe gần {z}?|Tối nay có bóng đá|Lại cúp điện ở {c}|Lạc chó gần {z}|Cảm ơn mọi người chúc mừng|Bán vé hội chợ|Xe buýt {z} trễ hoài|Mưa cả tuần|Chị họ mở tiệm bánh ở {c}|Ngày đầu đi làm|Ca dài quá, về tới nhà rồi|Nhớ nhà quá|Tiền phòng lại tăng".split(
        "|"
    ),
}
AWAY: dict[str, list[str]] = {
    "en": "Who wants to work in {c}? message me {k}|My boss in {c} needs five more people, {k}|I came to {c} last year and it changed my life, ask me|Has anybody worked in {c}? is it safe?|Leaving for {c} on Friday, nervous|Friends, seats for {c}, papers arranged, {k}|Anyone hiring in {c}?|Does the agency charge for {c}?".split(
        "|"
    ),
    "es": "¿Quién quiere trabajar en {c}? escríbanme {k}|Mi jefe en {c} necesita cinco personas más, {k}|Me vine a {c} el año pasado y me cambió la vida, pregunten|¿Alguien ha trabajado en {c}? ¿es seguro?|El viernes salgo a {c}, nerviosa|Cupos para {c}, papeles listos, {k}|¿Alguien contrata en {c}?|¿La agencia cobra por ir a {c}?".split(
        "|"
    ),
    "pt": "Quem quer trabalhar em {c}? chama {k}|Meu patrão em {c} precisa de mais cinco, {k}|Vim para {c} e mudou a minha vida, perguntem|Alguém já trabalhou em {c}? é seguro?|Sexta viajo para {c}|Vagas para {c}, papéis tratados, {k}|Alguém contrata em {c}?|A agência cobra para {c}?".split(
        "|"
    ),
    "tl": "Sino gusto magtrabaho sa {c}? PM {k}|Kailangan ng boss ko sa {c} ng lima pa, {k}|Nagbago buhay ko sa {c}, tanong lang|May nakapagtrabaho na ba sa {c}? safe ba?|Alis na ako pa-{c} sa Biyernes|May slot pa-{c}, ayos papeles, {k}|May hiring ba sa {c}?|May bayad ba agency pa-{c}?".split(
        "|"
    ),
    "id": "Siapa mau kerja di {c}? chat {k}|Bos saya di {c} butuh lima orang lagi, {k}|Saya ke {c} tahun lalu, hidup berubah, tanya saja|Ada yang pernah kerja di {c}? aman?|Jumat berangkat ke {c}|Kuota ke {c}, dokumen beres, {k}|Ada lowongan di {c}?|Agen ke {c} bayar berapa?".split(
        "|"
    ),
    "vi": "Ai muốn làm ở {c}? nhắn {k}|Sếp em ở {c} cần thêm năm người, {k}|Em qua {c} năm ngoái, đổi đời, cứ hỏi|Ai từng làm ở {c} chưa? an toàn không?|Thứ sáu đi {c}|Còn chỗ đi {c}, giấy tờ lo xong, {k}|Có ai tuyển ở {c}?|Đi {c} mất phí bao nhiêu?".split(
        "|"
    ),
}
MONEY: dict[str, list[str]] = {
    "en": "My mentor showed me a platform, up 8% this week, ask me how {k}|Small start, daily return, {k}|I lost money twice before I learned this, {k}|Looking for a nice person to talk to, far from home|Trading group open tonight, {k}|Withdrew my profit today, dinner on me".split(
        "|"
    ),
    "es": "Mi mentor me enseñó una plataforma, 8% esta semana, pregúntame {k}|Empieza con poco, retorno diario, {k}|Perdí dos veces antes de aprender esto, {k}|Busco alguien bueno para conversar, lejos de casa|Grupo de trading abierto, {k}|Retiré mi ganancia hoy".split(
        "|"
    ),
    "pt": "Meu mentor mostrou uma plataforma, 8% na semana, pergunta {k}|Começa com pouco, {k}|Perdi duas vezes antes de aprender, {k}|Procuro alguém para conversar|Grupo de trade aberto, {k}|Saquei o lucro hoje".split(
        "|"
    ),
    "tl": "Tinuruan ako ng mentor, 8% ngayong linggo, {k}|Maliit na puhunan, araw-araw kita, {k}|Naghahanap ng kausap, malayo sa bahay|Trading group mamaya, {k}|Na-withdraw ko na ang kita".split(
        "|"
    ),
    "id": "Mentor saya kasih platform, 8% minggu ini, {k}|Modal kecil hasil harian, {k}|Cari teman ngobrol, jauh dari rumah|Grup trading buka, {k}|Profit sudah cair".split(
        "|"
    ),
    "vi": "Thầy em chỉ sàn này, 8% tuần này, {k}|Vốn nhỏ lời mỗi ngày, {k}|Tìm người tâm sự, xa nhà|Nhóm giao dịch mở tối nay, {k}|Hôm nay rút lãi rồi".split(
        "|"
    ),
}
HINT: dict[str, list[str]] = {
    "en": "They say I still owe for the ticket|Cannot answer calls, phone is kept at night|When will this month end|Three months and nothing on my account|Not what they told us at home".split(
        "|"
    ),
    "es": "Dicen que todavía debo el pasaje|No puedo contestar, guardan el teléfono de noche|Cuándo termina este mes|Tres meses y nada en mi cuenta|No es lo que nos dijeron".split(
        "|"
    ),
    "pt": "Dizem que ainda devo a passagem|Não posso atender, guardam o telemóvel à noite|Três meses e nada na conta|Não é o que nos disseram".split(
        "|"
    ),
    "tl": "May utang pa raw ako sa ticket|Hindi makasagot, kinukuha ang phone sa gabi|Tatlong buwan walang sahod|Hindi ito ang sinabi sa amin".split(
        "|"
    ),
    "id": "Katanya masih utang tiket|HP ditahan kalau malam|Tiga bulan belum gajian|Bukan seperti yang dijanjikan".split(
        "|"
    ),
    "vi": "Họ nói em còn nợ tiền vé|Ban đêm bị giữ điện thoại|Ba tháng chưa có lương|Không giống như đã hứa".split(
        "|"
    ),
}
