"""What callers, inspectors and officers write down; {a} address, {c} city, {d} phone, {f} firm, {n} first name, {p} a number, {v} vehicle.

`SEEN` opens any report, of an operation or not. `WRONG` is what makes it one, `RIGHT` what an inspection finds where nothing is wrong.
"""

SEEN: dict[str, dict[str, list[str]]] = {
    "sexual": {
        "en": "Caller says men come and go at {a} in {c} until late.|Neighbour reports {p} women staying at {a}, new faces often.|Guest at {h} noticed several rooms and many short visits.|Caller saw an advert with number {d} and worries about the woman.".split(
            "|"
        ),
        "es": "Vecino reporta entrada de hombres a toda hora en {a}, {c}.|Llamante dice que en {a} viven {p} mujeres y cambian seguido.|Huésped de {h} vio varias habitaciones y visitas cortas.|Vio un anuncio con el número {d} y se preocupa.".split(
            "|"
        ),
        "pt": "Vizinho diz que entram homens a toda a hora em {a}, {c}.|Em {a} moram {p} mulheres que mudam muito.|Hóspede de {h} viu vários quartos e visitas curtas.|Viu um anúncio com o número {d} e está preocupado.".split(
            "|"
        ),
    },
    "labour": {
        "en": "{p} workers of {f} live at {a} in {c}, van {v} takes them before dawn.|Caller asks whether {f} pays its crew properly.|Inspector visited {f} near {c}.|Worker named {n} asked at the clinic about hours at {f}.".split(
            "|"
        ),
        "es": "{p} trabajadores de {f} viven en {a}, {c}; la camioneta {v} los recoge de madrugada.|Preguntan si {f} paga bien a su cuadrilla.|Inspección a {f} cerca de {c}.|Un trabajador, {n}, consultó en la clínica por los horarios de {f}.".split(
            "|"
        ),
        "pt": "{p} trabalhadores da {f} moram em {a}, {c}; a carrinha {v} leva-os de madrugada.|Perguntam se a {f} paga em dia.|Inspeção à {f} perto de {c}.|Trabalhador {n} perguntou na clínica pelos horários da {f}.".split(
            "|"
        ),
    },
    "domestic": {
        "en": "A live-in helper, {n}, is seldom seen outside {a} in {c}.|School nurse mentions helper {n} who picks up the children.|Caller asks about rights of domestic worker at {a}.".split(
            "|"
        ),
        "es": "La empleada interna, {n}, casi no sale de {a}, {c}.|La maestra menciona a {n}, la que recoge a los niños.|Consulta sobre derechos de la trabajadora del hogar en {a}.".split(
            "|"
        ),
        "pt": "A empregada interna, {n}, quase não sai de {a}, {c}.|A professora fala da {n}, que vai buscar as crianças.|Pergunta sobre direitos da empregada em {a}.".split(
            "|"
        ),
    },
    "scam": {
        "en": "Relative says {n} left for office work near {c} and calls rarely.|Family of {n} asks about a company called {f}.".split(
            "|"
        ),
        "es": "Familiar dice que {n} se fue a trabajar de oficina a {c} y llama poco.|La familia de {n} pregunta por la empresa {f}.".split(
            "|"
        ),
        "pt": "Parente diz que {n} foi trabalhar em escritório para {c} e liga pouco.|A família de {n} pergunta pela empresa {f}.".split(
            "|"
        ),
    },
    "begging": {
        "en": "Caller saw {p} people brought by van {v} to beg at {z}.".split("|"),
        "es": "Vio a {p} personas que la camioneta {v} deja pidiendo en {z}.".split("|"),
        "pt": "Viu {p} pessoas que a carrinha {v} deixa a pedir em {z}.".split("|"),
    },
    "mules": {
        "en": "Bank clerk noticed {n} opening an account with another person answering.|Relative says {n} left for office work near {c} and calls rarely.".split(
            "|"
        ),
        "es": "Cajera notó que {n} abrió cuenta y otra persona contestaba.|Familiar dice que {n} se fue a trabajar de oficina a {c} y llama poco.".split(
            "|"
        ),
        "pt": "Caixa notou que {n} abriu conta e outra pessoa respondia.|Parente diz que {n} foi trabalhar em escritório para {c} e liga pouco.".split(
            "|"
        ),
    },
}
WRONG: dict[str, dict[str, list[str]]] = {
    "sexual": {
        "en": "A man waits in the car and takes the money.|She said her debt is not paid yet.|She does not have her own papers.|The same man checks them in and pays.|She looked afraid when he came back.".split(
            "|"
        ),
        "es": "Un hombre espera en el carro y recibe el dinero.|Ella dijo que aún no paga la deuda.|No tiene sus documentos.|El mismo hombre paga y las registra.|Se asustó cuando él volvió.".split(
            "|"
        ),
        "pt": "Um homem espera no carro e fica com o dinheiro.|Ela disse que ainda deve.|Não tem os documentos.|O mesmo homem paga e faz o check-in.|Ficou assustada quando ele voltou.".split(
            "|"
        ),
    },
    "labour": {
        "en": "Passports are with the crew leader.|Pay goes out again to pay the trip.|They were told police will come if they leave.|No one could show a contract.|They have not been paid for weeks.".split(
            "|"
        ),
        "es": "Los pasaportes los tiene el capataz.|La paga se va en pagar el viaje.|Les dicen que llega migración si se van.|Nadie mostró contrato.|Llevan semanas sin cobrar.".split(
            "|"
        ),
        "pt": "Os passaportes estão com o encarregado.|O salário vai para pagar a viagem.|Dizem que chamam a polícia se saírem.|Ninguém mostrou contrato.|Há semanas sem receber.".split(
            "|"
        ),
    },
    "domestic": {
        "en": "She has no day off and no key.|Her wages are held until the end.|Her passport is in the employer's safe.|She is not allowed to phone home.".split(
            "|"
        ),
        "es": "No tiene día libre ni llave.|Le guardan el sueldo hasta el final.|El pasaporte lo tiene la patrona.|No la dejan llamar a su casa.".split(
            "|"
        ),
        "pt": "Não tem folga nem chave.|Guardam-lhe o salário até ao fim.|O passaporte está com a patroa.|Não a deixam ligar para casa.".split(
            "|"
        ),
    },
    "scam": {
        "en": "They ask money to let him go.|He has to reach a target of messages or is punished.|His phone and passport were taken on arrival.".split(
            "|"
        ),
        "es": "Piden dinero para dejarlo salir.|Tiene que cumplir una meta de mensajes o lo castigan.|Al llegar le quitaron teléfono y pasaporte.".split(
            "|"
        ),
        "pt": "Pedem dinheiro para o deixar sair.|Tem meta de mensagens e é castigado.|Tiraram-lhe telefone e passaporte.".split(
            "|"
        ),
    },
    "begging": {
        "en": "All takings are handed to one man in the evening.|His phone and passport were taken on arrival.".split(
            "|"
        ),
        "es": "Todo lo recogido lo entregan a un hombre en la noche.|Al llegar le quitaron teléfono y pasaporte.".split(
            "|"
        ),
        "pt": "À noite entregam tudo a um homem.|Tiraram-lhe telefone e passaporte.".split("|"),
    },
    "mules": {
        "en": "The account is not used by him.|His phone and passport were taken on arrival.|All takings are handed to one man in the evening.".split(
            "|"
        ),
        "es": "La cuenta no la maneja él.|Al llegar le quitaron teléfono y pasaporte.|Todo lo recogido lo entregan a un hombre en la noche.".split(
            "|"
        ),
        "pt": "A conta não é usada por ele.|Tiraram-lhe telefone e passaporte.|À noite entregam tudo a um homem.".split(
            "|"
        ),
    },
}
RIGHT: dict[str, list[str]] = {
    "en": "Visited: adults, own papers, own keys.|Spoken to alone, all well, no help wanted.|Payslips and contracts seen, hours in order.|They know each other from home and share costs.|Licence valid, no finding.|Papers with the workers, one holds the lease.|Caller had not spoken to anyone there.".split(
        "|"
    ),
    "es": "Visita: adultas, con sus papeles y llaves.|Se habló a solas, todo bien.|Se vieron recibos y contratos, horarios en orden.|Se conocen del pueblo y comparten gastos.|Licencia vigente, sin hallazgo.|Cada quien con su pasaporte.|El llamante no habló con nadie del lugar.".split(
        "|"
    ),
    "pt": "Visita: adultas, com papéis e chaves próprias.|Falou-se a sós, tudo bem.|Recibos e contratos vistos, horários certos.|São conhecidas e dividem despesas.|Licença válida, nada a apontar.|Cada um com o seu passaporte.|Quem ligou não falou com ninguém.".split(
        "|"
    ),
}
OTHER: dict[str, list[str]] = {
    "en": "Caller asks for a shelter after a quarrel at home.|Loud music at {a} again.|Wage dispute with {f}, two weeks late, caller wants advice.|Caller lost her passport and asks where to go.|Suspicious van {v} near the school.|Scam message from {d}, no loss.|Caller wants to volunteer.|Visa agency asked a deposit, caller asks if legal.|Fight outside a bar at {z}.|Worried about an old man living alone at {a}.|Asked about a job in {c} that sounds too good.|Silent call, closed.|Shop theft at {f}.|Noise and rubbish, many tenants at {a}.".split(
        "|"
    ),
    "es": "Pide refugio tras pelea en casa.|Otra vez música alta en {a}.|Reclamo de sueldo a {f}, dos semanas de atraso.|Perdió el pasaporte y pregunta a dónde ir.|Camioneta sospechosa {v} cerca de la escuela.|Mensaje de estafa desde {d}, sin pérdida.|Quiere ser voluntaria.|La agencia de visas pidió depósito.|Riña afuera de un bar en {z}.|Preocupa un anciano solo en {a}.|Pregunta por un empleo en {c} que suena demasiado bueno.|Llamada muda, cerrada.|Robo en {f}.|Ruido y basura, muchos inquilinos en {a}.".split(
        "|"
    ),
    "pt": "Pede abrigo depois de discussão em casa.|Música alta outra vez em {a}.|Salário atrasado na {f}.|Perdeu o passaporte.|Carrinha suspeita {v} perto da escola.|Mensagem falsa do {d}.|Quer ser voluntária.|Agência de vistos pediu caução.|Briga num bar em {z}.|Idoso sozinho em {a}.|Pergunta por emprego em {c}.|Chamada muda.|Furto na {f}.".split(
        "|"
    ),
}
GLIMPSE = "van {v} dropping {p} people at {z}|{p} young people with one adult, few bags|woman with two phones asked the price of a ride to {a}|group waiting before dawn, {v}|same man paid for {p} rooms|boy selling sweets late at {z}|workers with lunch boxes, {v}|woman crying at the counter, left with a man|{p} people sleeping in a parked van {v}|tour group with one leader at {z}|girls' team, matching bags, coach on phone|man handing out small notes to {p} people near {z}|family with many suitcases|street musicians at {z}".split(
    "|"
)
LAST_SEEN = "left for a job in {c}|did not come home from work|told a friend about an offer in {c}|phone off since the trip|argument at home, took a bag|confused, takes medicine|left school at noon|went to meet someone from the internet".split(
    "|"
)
BUILD = "slim, 160 cm, small scar on chin|tall, short hair, tattoo of a swallow|about 170 cm, glasses|long black hair, mole on cheek|stocky, limps slightly|165 cm, dyed hair|braces, freckles".split(
    "|"
)
