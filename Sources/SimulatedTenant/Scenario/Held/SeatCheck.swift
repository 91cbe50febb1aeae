import YAMLDocument

/// Whether a scenario's people have the seats that their licences take.
struct SeatCheck {
    let problems: ProblemCollector

    func check(_ scenario: Scenario, _ root: MappingReader) {
        let (named, made) = (scenario.users.flatMap { Set($0.licenses) }, Set(scenario.population.licenses))
        let wanted = Dictionary(
            named.map { ($0, 1) } + made.map { ($0, scenario.population.count) }, uniquingKeysWith: +)
        let subscriptions = root.list("subscriptions")
        for (part, people) in wanted.sorted(by: { $0.key < $1.key }) where Products.all[part] != nil {
            let held = scenario.subscriptions.indices.filter { scenario.subscriptions[$0].partNumber == part }
            let seats = held.reduce(0) { $0 + scenario.subscriptions[$1].seats }
            guard people > seats else { continue }
            let place = held.first.map { subscriptions[$0].location }
            let who = "\(people) \(people == 1 ? "person has" : "people have")"
            problems.report(
                held.isEmpty
                    ? "\(who) the licence \(part), and the tenant has no such subscription"
                    : "\(who) the licence \(part), and there \(seats == 1 ? "is 1 seat" : "are \(seats) seats")",
                at: place ?? root.location(of: named.contains(part) ? "users" : "population"))
        }
    }
}
