/// Names for the members of an object, where a result may have several columns of one name.
enum UniqueNames {
    /// Keeps the first column of a name as it is; the others get `_2`, `_3` and so on behind it, past names that are taken.
    static func make(_ names: [String]) -> [String] {
        let original = Set(names)
        var used: Set<String> = []
        return names.map { name in
            var unique = name
            var number = 2
            while !used.insert(unique).inserted {
                repeat {
                    unique = "\(name)_\(number)"
                    number += 1
                } while original.contains(unique)
            }
            return unique
        }
    }
}
