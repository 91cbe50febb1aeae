/// First and family names from several scripts, each with the Latin spelling that mail addresses use.
enum PeopleNames {
    struct Name: Sendable {
        let text: String
        let alias: String

        init(_ text: String, _ alias: String) {
            self.text = text
            self.alias = alias
        }
    }

    static let given: [Name] = [
        Name("Ida", "ida"), Name("Jonas", "jonas"), Name("Søren", "soeren"), Name("Zoë", "zoe"), Name("José", "jose"),
        Name("Małgorzata", "malgorzata"), Name("Ørjan", "oerjan"), Name("Ayşe", "ayse"), Name("Дмитрий", "dmitri"),
        Name("Ольга", "olga"), Name("Νίκος", "nikos"), Name("美咲", "misaki"), Name("伟", "wei"), Name("فاطمة", "fatima"),
        Name("Anna-Lena", "anna-lena"), Name("Chloë", "chloe"), Name("Łukasz", "lukasz"), Name("Renée", "renee"),
        Name("Tómas", "tomas"), Name("Siobhán", "siobhan"), Name("Jürgen", "juergen"), Name("Amélie", "amelie"),
        Name("Ελένη", "eleni"), Name("Владимир", "vladimir"), Name("Светлана", "svetlana"), Name("דוד", "david"),
        Name("שרה", "sarah"), Name("محمد", "mohammed"), Name("ليلى", "layla"), Name("प्रिया", "priya"),
        Name("अर्जुन", "arjun"), Name("சரவணன்", "saravanan"), Name("ณัฐ", "nat"), Name("지훈", "jihoon"),
        Name("서연", "seoyeon"), Name("健太", "kenta"), Name("小红", "xiaohong"), Name("Thị Hương", "thihuong"),
        Name("Nina", "nina"), Name("Oliver", "oliver"), Name("Grace", "grace"), Name("Bartłomiej", "bartlomiej"),
        Name("Željko", "zeljko"), Name("Ioana", "ioana"), Name("Björk", "bjoerk"), Name("Kwame", "kwame"),
        Name("Thandiwe", "thandiwe"), Name("D’Angelo", "dangelo"),
    ]

    static let family: [Name] = [
        Name("Holm", "holm"), Name("Müller", "mueller"), Name("Ångström", "angstroem"), Name("O'Brien", "obrien"),
        Name("García", "garcia"), Name("Kowalski", "kowalski"), Name("Yılmaz", "yilmaz"), Name("Иванова", "ivanova"),
        Name("Παπαδοπούλου", "papadopoulou"), Name("田中", "tanaka"), Name("王", "wang"), Name("الخطيب", "alkhatib"),
        Name("van der Berg", "vanderberg"), Name("Nguyễn", "nguyen"), Name("Đorđević", "djordjevic"),
        Name("Smith", "smith"), Name("Þórsson", "thorsson"), Name("de Souza", "desouza"), Name("Petrov", "petrov"),
        Name("Шевченко", "shevchenko"), Name("Οικονόμου", "oikonomou"), Name("כהן", "cohen"), Name("لوي", "loui"),
        Name("शर्मा", "sharma"), Name("குமார்", "kumar"), Name("ใจดี", "jaidee"), Name("김", "kim"), Name("이", "lee"),
        Name("鈴木", "suzuki"), Name("李", "li"), Name("Lefèvre", "lefevre"), Name("Nowak", "nowak"),
        Name("Horváth", "horvath"), Name("Škoda", "skoda"), Name("Popescu", "popescu"), Name("Ferreira", "ferreira"),
        Name("Rossi", "rossi"), Name("Jansen", "jansen"), Name("Virtanen", "virtanen"), Name("Kruger", "kruger"),
        Name("Mensah", "mensah"), Name("Dlamini", "dlamini"), Name("Fernández-Núñez", "fernandez-nunez"),
        Name("McAllister", "mcallister"), Name("von Ahlefeldt", "vonahlefeldt"),
        Name("Ó Súilleabháin", "osuilleabhain"),
        Name("Kaya", "kaya"), Name("Ramos", "ramos"),
    ]
}
