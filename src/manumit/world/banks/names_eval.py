"""Given names and surnames of the evaluation bank; no given name list is shared with names_dev."""
# fmt: off

Names = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # women, men, surnames

NAMES: dict[str, Names] = {
    "en": (("Charlotte", "Ella", "Ruby", "Freya", "Erin", "Leah", "Georgia", "Naomi", "Victoria", "Heather", "Molly",
            "Tara", "Diane", "Joanne", "Kelly", "Lauren", "Stacey", "Robyn", "Bethany", "Imogen"),
           ("William", "Harry", "George", "Charlie", "Samuel", "Joshua", "Owen", "Gareth", "Colin", "Stuart", "Neil",
            "Craig", "Martin", "Ross", "Callum", "Dylan", "Jamie", "Liam", "Patrick", "Dominic"),
           ("Murphy", "Campbell", "Stewart", "Mitchell", "Anderson", "Scott", "Murray", "Kelly", "Graham", "Marshall",
            "Fisher", "Shaw", "Hunt", "Webb", "Palmer", "Knight", "Barnes", "Butler", "Russell", "Dixon", "Harvey",
            "Pearson", "Watts", "Burke", "Doyle", "Quinn", "Nolan", "Byrne", "Lynch", "Casey", "Tate", "Lowe")),
    "es": (("Alejandra", "Patricia", "Silvia", "Raquel", "Cristina", "Beatriz", "Pilar", "Teresa", "Yolanda", "Noelia",
            "Gabriela", "Mariana", "Ximena", "Fernanda", "Karina", "Adriana", "Lorena", "Mónica", "Verónica", "Alicia"),
           ("Alejandro", "Francisco", "Rafael", "Ángel", "Pablo", "Alberto", "Álvaro", "Ricardo", "Emilio", "Gabriel",
            "Arturo", "Ernesto", "Gerardo", "Ramiro", "Julián", "Esteban", "Rodrigo", "Tomás", "Nicolás", "Felipe"),
           ("Hernández", "González", "Fernández", "Rodríguez", "Jiménez", "Muñoz", "Alonso", "Gutiérrez", "Vázquez",
            "Domínguez", "Suárez", "Blanco", "Iglesias", "Delgado", "Núñez", "Cano", "Prieto", "Calvo", "Vidal",
            "Campos", "Flores", "Aguilar", "Guerrero", "Cabrera", "Espinosa", "Lozano", "Pineda", "Zapata")),
    "pt": (("Carolina", "Matilde", "Leonor", "Marta", "Sofia", "Diana", "Cláudia", "Tatiana", "Priscila", "Renata",
            "Letícia", "Débora", "Simone", "Eliane", "Jéssica", "Natália"),
           ("Miguel", "Gonçalo", "Diogo", "Duarte", "Hugo", "Luís", "Thiago", "Vinícius", "Renato", "Wagner", "Júlio",
            "César", "Otávio", "Alex", "Cláudio", "Sérgio"),
           ("Lopes", "Marques", "Gomes", "Mendes", "Freitas", "Ramos", "Monteiro", "Batista", "Araújo", "Melo", "Rocha",
            "Dias", "Machado", "Moura", "Cunha", "Azevedo", "Tavares", "Coelho", "Cavalcanti", "Peixoto", "Xavier",
            "Leite")),
    "ru": (("Galina", "Lyudmila", "Nadezhda", "Valentina", "Marina", "Larisa", "Ksenia", "Viktoria", "Yana", "Diana",
            "Evgenia", "Zhanna", "Lidia", "Inna", "Margarita", "Raisa"),
           ("Vladimir", "Evgeni", "Konstantin", "Ilya", "Artem", "Stanislav", "Vadim", "Ruslan", "Timur", "Gleb",
            "Arseni", "Yuri", "Boris", "Leonid", "Grigori", "Eduard"),
           ("Vasiliev", "Mikhailov", "Andreev", "Makarov", "Nikitin", "Zakharov", "Borisov", "Korolev", "Gerasimov",
            "Ponomarev", "Grigoriev", "Lazarev", "Medvedev", "Ershov", "Sobolev", "Ryabov", "Polyakov", "Tsvetkov",
            "Danilov", "Zhukov")),
    "tl": (("Rosemarie", "Marilou", "Teresita", "Imelda", "Charito", "Sheila", "Arlene", "Myra", "Glenda", "Aileen",
            "Princess", "Leizel", "Ronalyn", "Hazel", "Irene", "Gemma"),
           ("Eduardo", "Rogelio", "Renato", "Joselito", "Wilfredo", "Nestor", "Alvin", "Jericho", "Mark Anthony",
            "Leonardo", "Virgilio", "Romeo", "Ariel", "Efren", "Gilbert", "Joel"),
           ("Garcia", "Ramos", "Navarro", "Aguilar", "Marquez", "Fernandez", "Valdez", "Corpuz", "Espiritu", "Del Rosario",
            "Evangelista", "Baluyot", "Macaraeg", "Pangilinan", "Quiambao", "Samson", "Tamayo", "Velasco", "Yap",
            "Zamora")),
}
STREETS = ("Queen Street", "Harbour Road", "Victoria Terrace", "Beech Grove", "Calle Real", "Camino Viejo",
           "Rue de la Gare", "Rue Haute", "Sunset Boulevard", "Canal Street", "Meadow Lane", "Castle Street",
           "Ferry Road", "Avenida Sur", "Cypress Street", "Market Place", "Lakeside Drive", "Mountain View", "Quay Road")
FIRMS = ("Silver", "East", "Horizon", "Granite", "Coral", "Willow", "Apex", "Metro", "Falcon", "Orbit", "Comet",
         "Island", "Lantern", "Meridian", "Quartz", "Ridge", "Sable", "Tidal", "Umber", "Zephyr")
TRADES = ("Produce", "Nursing", "Hygiene", "Orchards", "Recruitment", "Freight", "Contracting", "Leisure", "Clinics",
          "Stores", "Tours", "Support", "Garments", "Seafood", "Kitchens", "Living")
