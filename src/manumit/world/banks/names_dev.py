"""Given names and surnames of the development bank, by language; common ones only, combined at random."""
# fmt: off

Names = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # women, men, surnames

NAMES: dict[str, Names] = {
    "en": (("Emma", "Olivia", "Grace", "Hannah", "Amy", "Laura", "Chloe", "Megan", "Sarah", "Alice", "Lucy", "Kate",
            "Rachel", "Jessica", "Nicole", "Abigail", "Claire", "Holly", "Zoe", "Paige"),
           ("James", "Oliver", "Jack", "Thomas", "Daniel", "Ryan", "Luke", "Adam", "Mark", "Paul", "Kevin", "Brian",
            "Scott", "Peter", "Simon", "Aaron", "Nathan", "Connor", "Lewis", "Sean"),
           ("Smith", "Jones", "Taylor", "Brown", "Wilson", "Evans", "Walker", "White", "Roberts", "Green", "Hall",
            "Wood", "Clarke", "Hughes", "Edwards", "Turner", "Cooper", "Ward", "Morris", "King", "Baker", "Harris",
            "Lee", "Allen", "Parker", "Bennett", "Foster", "Gray", "Mills", "Price", "Reed", "Cole")),
    "es": (("María", "Lucía", "Carmen", "Ana", "Paula", "Laura", "Elena", "Marta", "Sofía", "Rosa", "Julia", "Isabel",
            "Daniela", "Camila", "Valeria", "Andrea", "Natalia", "Diana", "Luisa", "Gloria"),
           ("José", "Antonio", "Manuel", "Juan", "Carlos", "Luis", "Javier", "Miguel", "Pedro", "Diego", "Andrés",
            "Jorge", "Fernando", "Raúl", "Sergio", "Óscar", "Iván", "Mario", "Héctor", "Víctor"),
           ("García", "López", "Martínez", "Sánchez", "Pérez", "Gómez", "Ruiz", "Díaz", "Moreno", "Álvarez", "Romero",
            "Navarro", "Torres", "Ramos", "Gil", "Serrano", "Molina", "Ortega", "Castro", "Rubio", "Marín", "Rojas",
            "Vargas", "Herrera", "Medina", "Cortés", "Mejía", "Salazar")),
    "pt": (("Mariana", "Beatriz", "Inês", "Joana", "Catarina", "Rita", "Sara", "Larissa", "Fernanda", "Juliana",
            "Patrícia", "Vanessa", "Bruna", "Amanda", "Camila", "Aline"),
           ("João", "Pedro", "Tiago", "Rui", "Nuno", "Bruno", "Rafael", "Gustavo", "Felipe", "Leandro", "Marcelo",
            "Rodrigo", "Eduardo", "Vítor", "André", "Fábio"),
           ("Silva", "Santos", "Ferreira", "Pereira", "Oliveira", "Costa", "Rodrigues", "Martins", "Sousa", "Fernandes",
            "Gonçalves", "Almeida", "Ribeiro", "Pinto", "Carvalho", "Teixeira", "Moreira", "Correia", "Nunes", "Vieira",
            "Barbosa", "Cardoso")),
    "ru": (("Anna", "Elena", "Olga", "Irina", "Natalia", "Svetlana", "Maria", "Ekaterina", "Tatiana", "Yulia", "Daria",
            "Alina", "Kristina", "Polina", "Vera", "Oksana"),
           ("Alexei", "Dmitri", "Sergei", "Andrei", "Ivan", "Mikhail", "Nikolai", "Pavel", "Roman", "Viktor", "Oleg",
            "Igor", "Maxim", "Kirill", "Denis", "Anton"),
           ("Ivanov", "Petrov", "Sidorov", "Smirnov", "Kuznetsov", "Popov", "Sokolov", "Lebedev", "Kozlov", "Novikov",
            "Morozov", "Volkov", "Zaitsev", "Pavlov", "Semenov", "Golubev", "Orlov", "Fedorov", "Belov", "Tarasov")),
    "tl": (("Maricel", "Jennifer", "Rowena", "Lorna", "Grace", "Jocelyn", "Analyn", "Cristina", "Rosalie", "Marites",
            "Liza", "Joy", "Angelica", "Divina", "Erlinda", "Michelle"),
           ("Ramon", "Rodel", "Jayson", "Arnel", "Reynaldo", "Jomar", "Dennis", "Noel", "Ronald", "Edgar", "Marlon",
            "Jerome", "Allan", "Rommel", "Danilo", "Ferdinand"),
           ("Reyes", "Cruz", "Bautista", "Ocampo", "Mendoza", "Aquino", "Villanueva", "Dela Cruz", "Salvador",
            "Mercado", "Pascual", "Santiago", "Castillo", "Domingo", "Manalo", "Soriano", "Tolentino", "Magsaysay",
            "Dizon", "Lacson")),
}
STREETS = ("Oak Street", "Mill Lane", "Station Road", "Park Avenue", "Calle Mayor", "Calle del Sol", "Hauptstrasse",
           "Church Road", "Elm Drive", "River Road", "King Street", "Hill View", "Garden Close", "Avenida Norte",
           "Linden Weg", "High Street", "Maple Court", "Bridge Street", "Orchard Way", "Dock Road")
FIRMS = ("Bright", "North", "Summit", "Harbor", "Blue", "Cedar", "Golden", "Prime", "Swift", "Union", "Delta", "Lark",
         "Beacon", "Anchor", "Fern", "Crown", "Atlas", "Nova", "Pine", "Vista")
TRADES = ("Foods", "Care", "Clean", "Farms", "Staffing", "Logistics", "Build", "Hotels", "Health", "Retail", "Travel",
          "Services", "Textiles", "Fisheries", "Catering", "Homes")
