//! Values in the query of an address.

/// A text as it may stand in a query: everything but letters, digits and `-._~` is escaped (RFC 3986, 2.3).
pub(crate) fn encoded(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |half: u8| {
        HEX.get(usize::from(half))
            .map_or('0', |digit| char::from(*digit))
    };
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn what_means_something_in_an_address_is_escaped() {
        assert_eq!(encoded("a b&c=é/?"), "a%20b%26c%3D%C3%A9%2F%3F");
        assert_eq!(encoded("A-z_0.9~"), "A-z_0.9~");
    }
}
