//! JSON by hand: a tenth of what a general library weighs, and out of reach of a page that replaced its own.

use crate::id;
use uuid::Uuid;

/// Deeper nesting is refused: no frame needs it, and each level costs stack.
const DEEPEST: u8 = 32;

/// A JSON value. Numbers are whole: no frame has others.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// A whole number; a fraction is cut off.
    Number(i64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, in the order it was written.
    Fields(Vec<(String, Value)>),
}

impl Value {
    /// Reads one value; `None` if the text is not JSON.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader {
            text,
            bytes: text.as_bytes(),
            place: 0,
        };
        let value = reader.value(0)?;
        reader.blank();
        (reader.place == reader.bytes.len()).then_some(value)
    }

    /// The field of an object; `null` if there is none.
    pub(crate) fn at(&self, name: &str) -> &Self {
        if let Self::Fields(fields) = self {
            for (key, value) in fields {
                if key == name {
                    return value;
                }
            }
        }
        &Self::Null
    }

    /// The only field of an object and its name: how an enum's variant with data is written.
    pub(crate) fn variant(&self) -> Option<(&str, &Self)> {
        match self {
            Self::Text(name) => Some((name, &Self::Null)),
            Self::Fields(fields) => match fields.as_slice() {
                [(name, value)] => Some((name, value)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The string.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number.
    pub(crate) fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The truth value.
    pub(crate) fn truth(&self) -> Option<bool> {
        match self {
            Self::Truth(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The elements of an array.
    pub(crate) fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }
}

struct Reader<'text> {
    text: &'text str,
    bytes: &'text [u8],
    place: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.place).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.place += 1;
        Some(byte)
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.place += 1;
        }
    }

    fn value(&mut self, depth: u8) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        self.blank();
        match self.peek()? {
            b'"' => self.string().map(Value::Text),
            b'[' => self.list(depth),
            b'{' => self.fields(depth),
            b't' => self.word("true", Value::Truth(true)),
            b'f' => self.word("false", Value::Truth(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        let end = self.place + word.len();
        if self.bytes.get(self.place..end)? != word.as_bytes() {
            return None;
        }
        self.place = end;
        Some(value)
    }

    fn number(&mut self) -> Option<Value> {
        let negative = self.peek() == Some(b'-');
        if negative {
            self.place += 1;
        }
        let mut number = 0_i64;
        let mut digits = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = number
                .checked_mul(10)?
                .checked_add(i64::from(digit - b'0'))?;
            digits += 1;
            self.place += 1;
        }
        while let Some(b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-') = self.peek() {
            self.place += 1;
        }
        (digits > 0).then_some(Value::Number(if negative { -number } else { number }))
    }

    fn list(&mut self, depth: u8) -> Option<Value> {
        let mut list = Vec::new();
        self.each(b']', |reader| {
            list.push(reader.value(depth + 1)?);
            Some(())
        })?;
        Some(Value::List(list))
    }

    fn fields(&mut self, depth: u8) -> Option<Value> {
        let mut fields = Vec::new();
        self.each(b'}', |reader| {
            let name = reader.string()?;
            reader.blank();
            if reader.next()? != b':' {
                return None;
            }
            fields.push((name, reader.value(depth + 1)?));
            Some(())
        })?;
        Some(Value::Fields(fields))
    }

    /// Reads what stands between a bracket and `close`, parted by commas.
    fn each(&mut self, close: u8, mut read: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.place += 1;
        self.blank();
        if self.peek()? == close {
            self.place += 1;
            return Some(());
        }
        loop {
            self.blank();
            read(self)?;
            self.blank();
            match self.next()? {
                b',' => {}
                byte if byte == close => return Some(()),
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        if self.next()? != b'"' {
            return None;
        }
        let mut text = String::new();
        let mut start = self.place;
        loop {
            let byte = self.next()?;
            if byte != b'"' && byte != b'\\' {
                continue;
            }
            text.push_str(self.text.get(start..self.place - 1)?);
            if byte == b'"' {
                return Some(text);
            }
            text.push(self.escape()?);
            start = self.place;
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => return self.unicode(),
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            _ => return None,
        })
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.hexadecimal()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if (self.next()?, self.next()?) != (b'\\', b'u') {
            return None;
        }
        let second = self.hexadecimal()?.checked_sub(0xdc00)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let mut number = 0;
        for _ in 0..4 {
            number = number * 16 + char::from(self.next()?).to_digit(16)?;
        }
        Some(number)
    }
}

/// Writes one object.
#[derive(Debug, Default)]
pub(crate) struct Writer(String);

impl Writer {
    /// The object as JSON; the writer is empty again.
    pub(crate) fn finish(&mut self) -> String {
        let mut json = std::mem::take(&mut self.0);
        json.push_str(if json.is_empty() { "{}" } else { "}" });
        json
    }

    /// Adds a string.
    pub(crate) fn text(&mut self, name: &str, text: &str) -> &mut Self {
        self.name(name);
        push_string(&mut self.0, text);
        self
    }

    /// Adds an id.
    pub(crate) fn id(&mut self, name: &str, id: Uuid) -> &mut Self {
        self.text(name, &id::write(id))
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, name: &str, number: i64) -> &mut Self {
        self.name(name);
        push_number(&mut self.0, number);
        self
    }

    /// Adds a truth value.
    pub(crate) fn truth(&mut self, name: &str, truth: bool) -> &mut Self {
        self.raw(name, if truth { "true" } else { "false" })
    }

    /// Adds what is JSON already.
    pub(crate) fn raw(&mut self, name: &str, json: &str) -> &mut Self {
        self.name(name);
        self.0.push_str(json);
        self
    }

    /// Adds a string if there is one; without it the field stays away.
    pub(crate) fn maybe(&mut self, name: &str, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    fn name(&mut self, name: &str) {
        self.0.push_str(if self.0.is_empty() { "{" } else { "," });
        push_string(&mut self.0, name);
        self.0.push_str(":");
    }
}

/// Appends a text as a string.
pub(crate) fn push_string(json: &mut String, text: &str) {
    json.push_str("\"");
    push_escaped(json, text);
    json.push_str("\"");
}

/// Appends a text as it stands within a string.
pub(crate) fn push_escaped(json: &mut String, text: &str) {
    let mut written = 0;
    for (place, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        json.push_str(text.get(written..place).unwrap_or_default());
        written = place;
        if byte < b' ' {
            json.push_str("\\u00");
            json.push_str(digit(byte >> 4));
            json.push_str(digit(byte & 0xf));
            written += 1;
        } else {
            json.push_str("\\");
        }
    }
    json.push_str(text.get(written..).unwrap_or_default());
}

/// Texts one after the other.
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// Appends a number in decimal.
pub(crate) fn push_number(text: &mut String, number: i64) {
    if number < 0 {
        text.push_str("-");
    }
    push_digits(text, number.unsigned_abs());
}

fn push_digits(text: &mut String, number: u64) {
    if number > 9 {
        push_digits(text, number / 10);
    }
    text.push_str(digit(u8::try_from(number % 10).unwrap_or_default()));
}

/// A hexadecimal digit: as a text, since to append characters takes more code.
pub(crate) fn digit(value: u8) -> &'static str {
    let value = usize::from(value);
    "0123456789abcdef".get(value..=value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(value: &Value, other: &serde_json::Value) -> bool {
        match (value, other) {
            (Value::Null, serde_json::Value::Null) => true,
            (Value::Truth(one), serde_json::Value::Bool(two)) => one == two,
            (Value::Number(one), serde_json::Value::Number(two)) => Some(*one) == two.as_i64(),
            (Value::Text(one), serde_json::Value::String(two)) => one == two,
            (Value::List(one), serde_json::Value::Array(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| same(one, two))
            }
            (Value::Fields(one), serde_json::Value::Object(two)) => {
                one.len() == two.len()
                    && one
                        .iter()
                        .all(|(name, one)| two.get(name).is_some_and(|two| same(one, two)))
            }
            _ => false,
        }
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(serde_json::Value::from),
            any::<i64>().prop_map(serde_json::Value::from),
            ".{0,12}".prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from),
                prop::collection::btree_map(".{0,6}", inner, 0..5)
                    .prop_map(|fields| fields.into_iter().collect()),
            ]
        })
    }

    #[test]
    fn escapes_and_surrogates_are_read() {
        assert_eq!(
            Value::parse(r#" "a\u00e9\ud83d\ude00\n\/" "#),
            Some(Value::Text("aé😀\n/".to_owned()))
        );
    }

    #[test]
    fn what_is_not_json_is_refused() {
        let deep = "[".repeat(10_000);
        for text in [
            "",
            "{",
            "[1,",
            "{\"a\"}",
            "\"",
            "tru",
            "1 2",
            "-",
            "\"\\ud800x\"",
            &deep,
            "99999999999999999999",
        ] {
            assert_eq!(Value::parse(text), None, "{text:.20}");
        }
    }

    proptest! {
        #[test]
        fn every_json_text_reads_as_the_common_library_reads_it(json in any_json(), pretty: bool) {
            let text = if pretty {
                serde_json::to_string_pretty(&json).unwrap()
            } else {
                json.to_string()
            };
            let value = Value::parse(&text);
            prop_assert!(value.is_some_and(|value| same(&value, &json)));
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,60}") {
            let _ = Value::parse(&text);
        }

        #[test]
        fn what_is_written_can_be_read(text in any::<String>(), number: i64, truth: bool) {
            let json = Writer::default()
                .text("text", &text)
                .number("number", number)
                .truth("truth", truth)
                .finish();
            let read: serde_json::Value = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(read, serde_json::json!({"text": text, "number": number, "truth": truth}));
        }
    }
}
