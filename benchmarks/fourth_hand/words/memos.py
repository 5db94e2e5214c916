"""What people write beside a payment, by what it is for: (Americas and Iberia, Southeast Asia); shared by everyone."""

MEMOS: dict[str, tuple[list[str], list[str]]] = {
    kind: (west.split("|"), east.split("|"))
    for kind, west, east in [
        (
            "wage",
            "nómina|salary|quincena|payroll {m}|salário|sueldo {m}|WK PAY|",
            "sahod|gaji {m}|lương|salary|payroll {m}|",
        ),
        (
            "rent",
            "renta {m}|rent|alquiler|aluguel|arriendo|room|cuarto|",
            "upa sa bahay|sewa|room|kos|tiền phòng|",
        ),
        (
            "friend",
            "gracias|thx|lo de ayer|cena|lunch|obrigado|te debo|||cumple|uber|pizza|ok|.",
            "salamat|makasih|cảm ơn|||lunch|ok|grab|load|.",
        ),
        (
            "send",
            "familia|para mamá|family support|ayuda|school fees|mesada|para la casa||remesa",
            "padala|kiriman|gửi nhà|school fees|family||",
        ),
        (
            "loan",
            "préstamo|loan|adelanto|cuota|abono|parcela|pago deuda|installment",
            "utang|cicilan|trả góp|loan|pinjaman|hulog",
        ),
        (
            "fee",
            "trámite|processing|papeles|inscripción|taxa|documentos|visa y pasaje|",
            "placement|biaya|phí|processing|medical|dokumen|",
        ),
        ("stay", "hotel|reserva|noches|room|||habitación", "hotel|room|booking|||kamar"),
        (
            "ad",
            "anuncio|ads|publicación|top listing|destacado|credits|recarga|bump",
            "ads|iklan|top|credits|bump|đăng tin",
        ),
        (
            "client",
            "gracias|cita|masaje|thx|||servicio|hora|ok|amiga|.|❤|appointment|manicura",
            "thx|massage|||ok|salamat|makasih|cảm ơn|❤|.",
        ),
        (
            "club",
            "tanda {m}|junta|ahorro|susu|vaca|cooperación|colecta|ofrenda|",
            "paluwagan|arisan {m}|hụi|ambagan|donasi|",
        ),
        (
            "goods",
            "|compra|pos|factura {p}|order {p}|pedido|groceries|repuestos|||",
            "|order {p}|belanja|bayad|pos|hàng {p}|||",
        ),
        ("cash", "|depósito|ventanilla|ATM|cajero|corresponsal||efectivo", "|cash in|ATM|setor|nộp||"),
        (
            "share",
            "corte|lo de hoy|semana|cuadre|lo acordado|||split|cuentas|para ti|reparto|parte",
            "hati|bagi hasil|setoran||chia||para sa iyo|split|",
        ),
        (
            "invest",
            "inversión|top up|deposit|recarga plataforma|usdt|tax|staking||||vip",
            "top up|deposit|nạp|usdt|tax||vip||",
        ),
        (
            "ransom",
            "urgente|salida|release|penalidad|contrato|para que vuelva|multa||||",
            "tebusan|release|contract|pauwi|đền hợp đồng||||",
        ),
        ("ticket", "pasaje|ticket|boleto|vuelo|passagem||||fare", "tiket|ticket|pamasahe|vé||||fare"),
    ]
}
MONTHS = "ene feb mar abr may jun jul ago sep oct nov dic".split()
