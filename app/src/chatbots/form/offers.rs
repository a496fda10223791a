//! Where the visitor of a trial would meet the chatbot: the rules that offer it (spec 4.2, 9.11).

use super::state::Form;
use crate::country_choice::CountryChoice;
use crate::text::{fill, use_texts};
use domain::chatbot::Trial;
use domain::country::Country;
use domain::rule::ChannelRule;
use leptos::prelude::*;

/// The visitor's country, and the rules by which the chatbot meets visitors from there.
#[component]
pub(super) fn Offers(form: Form, trial: RwSignal<Trial>) -> impl IntoView {
    let texts = use_texts();
    let country = RwSignal::new(None::<Country>);
    let is_operator_there = Memo::new(move |_| trial.with(|trial| trial.is_operator_there));
    let place = move |ChannelRule { channel, rule }: ChannelRule| {
        let pages = if rule.url_pattern.is_empty() {
            texts.rule_every_page.to_owned()
        } else {
            rule.url_pattern
        };
        fill(
            texts.offers_row,
            &[("channel", &channel), ("pages", &pages)],
        )
    };
    let places = Memo::new(move |_| {
        let (country, is_there) = (country.get(), is_operator_there.get());
        let rules = form.offered.with_value(|offered| offered.rules.clone());
        let offering = rules
            .into_iter()
            .filter(|known| known.rule.offers_its_chatbot(country, is_there));
        offering.map(place).collect::<Vec<_>>()
    });
    let rows = move || {
        let rows = places.get().into_iter();
        rows.map(|place| view! { <li>{place}</li> }).collect_view()
    };
    view! {
        <CountryChoice
            name="trial-country"
            label=texts.tester_country
            unknown=texts.tester_country_unknown
            country
            on_change=Callback::new(move |chosen| country.set(chosen))
        />
        <div class="trial__offers" role="status">
            <Show
                when=move || places.with(|places| !places.is_empty())
                fallback=move || view! { <p>{texts.offers_none}</p> }
            >
                <p>{texts.offers}</p>
                <ul>{rows}</ul>
            </Show>
        </div>
    }
}
