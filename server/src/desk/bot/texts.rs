//! What chatbots say that is not in their scripts, in each language of the product (spec 8.12).

domain::translations! {
    not_an_email: "'{input}' does not look like a valid email. Can you please try again?", "« {input} » ne ressemble pas à une adresse e-mail valide. Pouvez-vous réessayer ?";
}
