//! What lists of conversations can be asked for, and what that is called.

use super::told;
use crate::api::Failure;
use crate::chatbots;
use crate::country_names::countries_by_name;
use crate::face::face_name;
use crate::live::{Console, Copied};
use crate::loaded::Loaded;
use crate::moment::Clock;
use crate::text::{Texts, nth, use_texts};
use crate::ui::{Icon, Size};
use domain::chatbot::ChatbotCard;
use domain::conversation::Outcome;
use domain::country::Country;
use domain::expertise::Expertise;
use domain::permission::{Caller, Deed, may};
use domain::report::{Filter, Handler, Rated, Which};
use domain::tag::Tag;
use domain::user::Language;
use leptos::prelude::*;

/// The word that stands for none in an address.
const NONE: &str = "none";

/// Everything that filters can name, and what each is called.
#[derive(Clone, Copy)]
pub(crate) struct Choices {
    console: StoredValue<Console>,
    texts: &'static Texts,
    language: Language,
    clock: Clock,
    tags: Copied<Tag>,
    expertises: Copied<Expertise>,
    chatbots: Loaded<Vec<ChatbotCard>>,
}

impl Choices {
    /// Those of the page.
    pub(crate) fn of_page() -> Self {
        let console = Console::of_page();
        let role = console.me.with_untracked(|me| me.role);
        let may_read = may(Caller::User(role), Deed::ManageChatbots);
        let ask = move || async move {
            if may_read {
                chatbots::api::list().await
            } else {
                Err(Failure::Forbidden)
            }
        };
        Self {
            console: StoredValue::new(console),
            texts: use_texts(),
            language: use_context().unwrap_or_default(),
            clock: Clock::of_page(),
            tags: Copied::of_page(),
            expertises: Copied::of_page(),
            chatbots: Loaded::new(None, ask),
        }
    }

    /// What can stand in a field of the filters, and what each is called; nothing where that is no choice of a few.
    pub(crate) fn of(self, field: &str) -> Vec<(String, String)> {
        let none = |text: &str| std::iter::once((NONE.to_owned(), text.to_owned()));
        let texts = self.texts;
        match field {
            "channel" => channels(self.console.get_value()),
            "operator" => operators(self.console.get_value())
                .into_iter()
                .chain(none(texts.session_nobody))
                .collect(),
            "counts_for" => self.of("operator"),
            "outcome" => outcomes(texts),
            "rating" => ratings(texts),
            "handler" => Handler::ALL
                .map(|handler| {
                    let name = handler_name(texts, handler);
                    (handler.word().to_owned(), name.to_owned())
                })
                .into_iter()
                .chain(none(texts.report_nobody))
                .collect(),
            "country" => {
                let all = countries_by_name(self.language).into_iter();
                let named =
                    |(country, name): (Country, &str)| (country.code().to_owned(), name.to_owned());
                all.map(named).chain(none(texts.report_unknown)).collect()
            }
            "chatbot" => {
                let all = self.chatbots.get().unwrap_or_default().into_iter();
                let named = |chatbot: ChatbotCard| (chatbot.id.to_string(), chatbot.name);
                all.map(named).chain(none(texts.report_no_bot)).collect()
            }
            "tag" => self.tags.with(|tags| {
                let named = |tag: &Tag| (tag.id.to_string(), tag.name.clone());
                let all = tags.iter().map(named);
                all.chain(none(texts.report_no_tag)).collect()
            }),
            "expertise" => self.expertises.with(|expertises| {
                let named = |of: &Expertise| (of.id.to_string(), of.name.clone());
                let all = expertises.iter().map(named);
                all.chain(none(texts.report_no_expertise)).collect()
            }),
            _ => Vec::new(),
        }
    }

    /// What a field of a filter says, in words; nothing if it says nothing.
    pub(crate) fn told(self, filter: &Filter, field: &str) -> Option<String> {
        let value = filter.field(field)?;
        let mut known = self.of(field).into_iter();
        if let Some((_, name)) = known.find(|(known, _)| *known == value) {
            return Some(name);
        }
        let texts = self.texts;
        Some(match field {
            "operator" | "counts_for" => texts.report_former.to_owned(),
            "channel" => texts.unknown_channel.to_owned(),
            "chatbot" => texts.report_this_bot.to_owned(),
            "tag" => texts.report_this_tag.to_owned(),
            "expertise" => texts.report_this_expertise.to_owned(),
            "language" => match filter.language? {
                Which::None => texts.report_unknown.to_owned(),
                Which::Is(tag) if self.clock.is_local.get() => {
                    crate::browser::locale::language_name(tag.text(), self.language)
                }
                Which::Is(_) => value,
            },
            "hour" => format!("{}:00", value.replace('T', " ")),
            "weekday" => nth(texts.weekdays, filter.weekday?.0.into()).to_owned(),
            "hour_of_day" => format!("{value}:00"),
            _ => value,
        })
    }

    /// What a field is called.
    pub(crate) fn label(self, field: &str) -> &'static str {
        let texts = self.texts;
        match field {
            "channel" => texts.channel,
            "operator" => texts.role_operator,
            "counts_for" => texts.counts_for,
            "outcome" => texts.outcome,
            "rating" => texts.session_rating,
            "from" => texts.date_from,
            "to" => texts.date_to,
            "country" => texts.place_country,
            "chatbot" => texts.rule_chatbot,
            "tag" => texts.tag,
            "expertise" => texts.expertise,
            "handler" => texts.by_handler,
            "language" => texts.language,
            "hour" => texts.by_hour,
            "weekday" => texts.by_weekday,
            "hour_of_day" => texts.by_hour_of_day,
            _ => "",
        }
    }
}

/// What who handled a conversation is called.
pub(crate) fn handler_name(texts: &Texts, handler: Handler) -> &'static str {
    match handler {
        Handler::Operator => texts.role_operator,
        Handler::Bot => texts.rule_chatbot,
    }
}

/// One of several, or any.
#[component]
pub(crate) fn Choice(
    /// Its name in the form.
    name: &'static str,
    /// The label above.
    label: &'static str,
    /// What can be chosen, and what each is called.
    choices: Vec<(String, String)>,
    /// What is.
    chosen: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    let options = choices.into_iter().map(move |(value, text)| {
        let is_chosen = chosen.as_ref() == Some(&value);
        view! { <option value=value selected=is_chosen>{text}</option> }
    });
    view! {
        <label class="filters__filter">
            <span class="field__label">{label}</span>
            <span class="select">
                <select class="select__input" name=name>
                    <option value="">{texts.sessions_any}</option>
                    {options.collect_view()}
                </select>
                <Icon name="chevron-down" size=Size::Small />
            </span>
        </label>
    }
}

/// All channels.
pub(crate) fn channels(console: Console) -> Vec<(String, String)> {
    console.channels.with_untracked(|channels| {
        let all = channels.all().iter();
        all.map(|card| (card.id.to_string(), card.name.clone()))
            .collect()
    })
}

/// Everybody who answers.
pub(crate) fn operators(console: Console) -> Vec<(String, String)> {
    console.people.with_untracked(|people| {
        let all = people.iter();
        all.map(|person| (person.operator.id.to_string(), person.operator.name.clone()))
            .collect()
    })
}

/// How conversations can have gone, or that they go on.
pub(crate) fn outcomes(texts: &Texts) -> Vec<(String, String)> {
    let open = (NONE.to_owned(), texts.session_open.to_owned());
    let named = |outcome: Outcome| {
        let name = told::outcome(texts, outcome);
        (outcome.word().to_owned(), name.to_owned())
    };
    let all = Outcome::ALL.map(named).into_iter();
    all.chain([open]).collect()
}

/// How they can have been rated.
pub(crate) fn ratings(texts: &Texts) -> Vec<(String, String)> {
    let named = |rated: Rated| {
        let name = match rated {
            Rated::Any => texts.session_rated,
            Rated::Not => texts.session_unrated,
            Rated::As(face) => face_name(texts, face),
        };
        (rated.word().to_owned(), name.to_owned())
    };
    Rated::ALL.map(named).to_vec()
}
