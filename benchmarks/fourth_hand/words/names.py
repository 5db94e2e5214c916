"""Given names and surnames by culture, with the way each culture puts a full name together."""

GIVEN = {
    "hispanic": (
        "Yuleisy Daniela Marisol Ximena Karina Yesenia Rocio Paola Luz Milagros Estefania Noelia Brenda Maribel Wendy Araceli Ivonne Jazmin Leidy Damaris Fernanda Susana Gisela Pilar Yadira Nayeli Consuelo Soraya Liliana Mireya Keila Adriana".split(),
        "Wilmer Jairo Edwin Nelson Fabian Osvaldo Ramiro Kevin Yorman Esteban Hector Ignacio Julio Braulio Gerardo Alexis Ruben Norberto Ismael Efrain Cristobal Darwin Leonel Ulises Mauricio Elkin Abel Rigoberto Samuel Arturo Tomas Emilio".split(),
    ),
    "lusophone": (
        "Thais Rayane Jessica Luana Bruna Tatiane Priscila Vanessa Ines Matilde Leonor Catarina Beatriz Debora Simone Monique Fabiana Celeste Iara Noemia".split(),
        "Wesley Thiago Anderson Diogo Rui Nuno Joaquim Everton Leandro Valter Tiago Afonso Rafael Gilberto Marcelo Duarte Caio Sergio Vitor Edson".split(),
    ),
    "filipino": (
        "Rowena Maricel Jocelyn Analyn Cherry Lorna Rizza Girlie Marites Honey Jenalyn Rosemarie Kristine Aileen Mylene Divina Lovely Charito Nerissa Arlene".split(),
        "Rodel Jomar Arnel Reynaldo Jayson Dennis Ronnel Ariel Noel Crisanto Romnick Elmer Jericho Wilfredo Allan Bong Nestor Rommel Gerry Dindo".split(),
    ),
    "indonesian": (
        "Siti Dewi Ratna Wulan Sri Ayu Indah Nurul Yanti Fitri Lestari Endang Rina Mega Putri Eka Tuti Widya Nining Sari".split(),
        "Agus Budi Eko Hendra Joko Rizal Slamet Wahyu Yusuf Dedi Andi Bayu Fajar Gunawan Heri Irfan Teguh Rudi Surya Tono".split(),
    ),
    "vietnamese": (
        "Lan Huong Thuy Mai Hanh Ngoc Linh Trang Phuong Yen Dung Nhung Thao Tuyet Bich Hoa Loan Diem My Van".split(),
        "Tuan Hung Duc Long Minh Nam Quang Son Thang Viet Cuong Dat Khoa Phuc Tam Vinh Hieu Loc Bao Trung".split(),
    ),
    "anglo": (
        "Shanice Keisha Brianna Tamara Natalie Simone Camille Alicia Renee Danielle Kerry Latoya Monique Joy Marcia Paulette Tanya Hope Nadine Crystal".split(),
        "Dwayne Andre Marlon Kemar Troy Desmond Curtis Leroy Damian Wayne Omar Nigel Trevor Rohan Clive Jermaine Garth Keron Kurt Anthony".split(),
    ),
    "haitian": (
        "Widline Mirlande Guerda Fabiola Nadege Rose-Marie Islande Lovelie Darline Yolette".split(),
        "Jean-Robert Wisly Frantz Emmanuel Pierre-Louis Jocelin Reginald Makenson Evens Ricardo".split(),
    ),
}
SURNAMES = {
    "hispanic": "Quispe Mejia Zambrano Rincon Arango Ortega Barrientos Cordero Villalba Escobar Paredes Tzoc Ixcoy Lemus Pineda Zelaya Montoya Cardona Urrutia Bracho Chourio Mendoza Aguirre Cabrera Polanco Encarnacion Batista Rosario Carranza Velasquez Huaman Salazar Becerra Figueroa Robles Navarrete Solis Medrano Tovar Lozano Caicedo Palacios Hurtado Bastidas Linares Guaman Macias Vera Cedeño Muñoz Yañez Ibarra Galindo Cuevas Espinal Peralta".split(),
    "lusophone": "Carvalho Teixeira Moura Rezende Barbosa Pinheiro Queiroz Fontes Amaral Leitao Figueiredo Brandao Sampaio Coelho Vilela Bastos Nogueira Siqueira Prates Falcao Mourao Cardoso Pacheco Antunes".split(),
    "filipino": "Dimaculangan Bautista Magsino Catacutan Villanueva Dela_Cruz Pangilinan Evangelista Manalo Abad Salonga Mercado Tolentino Macaraeg Buenaventura Ocampo Lacson Aquino Sarmiento Galang Bacani Dagohoy Ybañez".split(),
    "indonesian": "Wijaya Saputra Hidayat Nasution Siregar Kusuma Pratama Santoso Lubis Manurung Hartono Purnomo Setiawan Tanoni Nggadas Rahayu Utami Susanti Maulana Firmansyah Simbolon".split(),
    "vietnamese": "Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do Ho Ngo Duong Ly Dinh Trinh".split(),
    "anglo": "Campbell Grant Bailey Reid Clarke Morrison Gordon Powell Ferguson Beckford Ramkissoon Mohammed Baptiste Charles Whyte Forbes Wilkins Hargrove Sutton Pruitt Tillman Voss Kendrick Maddox".split(),
    "haitian": "Desrosiers Saint-Vil Dorcely Exantus Jean-Baptiste Pierre Toussaint Charlot Altidor Metayer".split(),
}
MIDDLE = {"vietnamese": ("Thi", "Van"), "indonesian": ("", "")}
STAGE = "Luna Kiara Maya Sasha Valery Nicol Amber Violeta Estrella Zoe Mia Alessa Ruby Coral Salome Candy Abril Renata Isis Lola Jade Ambar Vivi Kim Nana Bella Dulce Celine Perla Gala".split()
STREETS = {
    "es": "Calle_del_Molino Avenida_Bolívar Carrera_14 Calle_Los_Naranjos Avenida_del_Puerto Calle_8 Pasaje_San_Roque Camino_Viejo Calle_Real Transversal_5".split(),
    "en": "Harbour_Street Palm_Avenue Old_Mill_Road Canal_Drive Orchard_Lane King_Street Grove_Court Farm_Road_12 Pinewood_Drive Market_Street".split(),
    "pt": "Rua_das_Flores Avenida_da_Liberdade Travessa_do_Poço Rua_Nova Rua_do_Comércio Estrada_da_Serra Rua_dos_Pescadores".split(),
    "tl": "Mabini_Street Rizal_Avenue Sampaguita_Street Purok_4 Bonifacio_Street Narra_Road".split(),
    "id": "Jalan_Merdeka Jalan_Melati Jalan_Sudirman Gang_Mawar Jalan_Pelabuhan Jalan_Kenanga".split(),
    "vi": "Duong_Le_Loi Duong_Hai_Ba_Trung Hem_45 Duong_Nguyen_Trai Quoc_Lo_1 Duong_Tran_Phu".split(),
}
FIRM = {
    "farm": "Agro {s}|{s} Harvest LLC|Finca {s}|{s} Berry Growers|Hortícola {s}|{s} Farm Labor|Invernaderos {s}".split(
        "|"
    ),
    "hotel": "Hotel {s}|{s} Inn & Suites|Hostal {s}|Residencial {s}|{s} Lodge|Pousada {s}|Motel {s}".split(
        "|"
    ),
    "call": "{s} Digital Services|{s} Contact Center|Grupo {s} Online|{s} Tech Park|{s} Global Support".split(
        "|"
    ),
    "domestic": "Hogar {s}|{s} Home Care|Agencia {s}|{s} Family Staffing|Casa {s}".split("|"),
    "factory": "Empaques {s}|{s} Seafood Packing|{s} Garments|Frigorífico {s}|{s} Recycling".split("|"),
    "kitchen": "Restaurante {s}|{s} Grill|Cafetería {s}|Lanchonete {s}|Warung {s}|Comedor {s}".split("|"),
    "build": "Construcciones {s}|{s} Roofing|Obras {s}|{s} Builders".split("|"),
    "beauty": "Spa {s}|{s} Masajes|{s} Wellness|Estética {s}|{s} Thai Massage".split("|"),
    "shop": "Super {s}|{s} Market|Farmacia {s}|Tienda {s}|Mercado {s}|Minimarket {s}|Ferretería {s}|{s} Pharmacy".split(
        "|"
    ),
    "remit": "Giros {s}|{s} Envios|Casa de Cambio {s}|{s} Remit|Padala {s}|Kiriman {s}|Remesas {s}".split(
        "|"
    ),
    "agency": "{s} Recruitment|Empleos {s}|{s} Manpower Services|Colocaciones {s}|{s} Work Abroad|Penyalur {s}".split(
        "|"
    ),
    "travel": "Viajes {s}|{s} Travel|{s} Tours|Agencia {s} Viagens|{s} Ticketing".split("|"),
    "landlord": "Inmobiliaria {s}|{s} Rentals|Imóveis {s}|{s} Property|Pensión {s}".split("|"),
    "exchange": "{s} Coin Desk|Cripto {s}|{s} Exchange".split("|"),
    "site": "{s} Clasificados|{s} Ads Media|{s} Publica".split("|"),
}
