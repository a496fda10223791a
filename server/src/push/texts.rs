//! What notifications say, in each language of the console (spec 8.12). The console's own table stands in the crate `texts`.

domain::translations! {
    mentioned_by: "{name} mentions you", "{name} vous mentionne";
}
