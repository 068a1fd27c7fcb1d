/// A property's name in snake case, by the rule of Foundation's `convertToSnakeCase`: a word begins at a capital behind a small
/// letter, and at the last capital of several if a small letter follows.
enum SnakeCase {
    static func name(for property: String) -> String {
        let characters = Array(property)
        var name = ""
        for (index, character) in characters.enumerated() {
            if character.isUppercase, index > 0, characters[index - 1] != "_" {
                let endsCapitals = index + 1 < characters.count && characters[index + 1].isLowercase
                if !characters[index - 1].isUppercase || endsCapitals { name += "_" }
            }
            name += character.lowercased()
        }
        return name
    }
}
