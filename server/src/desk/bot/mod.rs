//! A chatbot in a conversation: what the engine decides is done here, in the transaction of what the visitor said (spec 9.5–9.10).

mod making;

pub(super) use making::Making;

use super::Desk;
use super::contacts;
use super::conversations::{Asked, carry_on};
use super::life_cycle::{end, new_id, take_over};
use super::routing::{self, Asking};
use crate::error::Error;
use crate::store::remembered::Held;
use crate::store::{
    Connection, Work, channels, chatbot_counts, chatbot_waits, chatbots, conversations, expertises,
    participations, rules,
};
use domain::channel::Channel;
use domain::chatbot::{
    Bot, Input, LINES_END_AFTER_MS, Moved, Passed, Place, Run, Says, Script, Value, begin, step,
};
use domain::contact::Told;
use domain::conversation::{Change, Conversation};
use domain::id::{AnswerId, ChatbotId, ClientId, ConversationId, ExpertiseId, StepId};
use domain::limit;
use domain::message::{Author, Body, MessageNumber};
use domain::presence::TYPING_FORGOTTEN_MS;
use domain::routing::Reason;
use domain::text::shortened;
use domain::time::Timestamp;
use domain::translation::fill;
use domain::user::User;
use domain::widget_language::WidgetLanguage;
use domain::wire::Accepted;
use domain::wire::visitor::{ShownBot, WidgetBot};
use making::make;

/// Inputs that end in one go.
const PAGE: usize = 200;

/// A chatbot that can begin a conversation, and its script.
pub(super) struct Ready {
    bot: Bot,
    says: Vec<StepId>,
    script: Script,
}

impl Ready {
    /// The chatbot as a conversation begins with it.
    pub(super) fn bot(&self) -> Bot {
        self.bot.clone()
    }
}

/// The chatbot that a widget showed to who reads `language`, if a rule of the channel still names it. Its script is the one that was
/// shown, also if another was saved since (spec 9.15).
pub(super) async fn shown(
    database: &mut Connection,
    channel: &Channel,
    shown: ShownBot,
    language: &str,
) -> Result<Option<Ready>, Error> {
    let rules = rules::of_channel(database, channel.id).await?;
    let is_named = rules
        .iter()
        .any(|rule| rule.chatbot.is_some_and(|chatbot| chatbot.id == shown.id));
    if !is_named || channel.is_archived {
        return Ok(None);
    }
    let script = chatbots::script(database, shown.id, shown.version).await?;
    let chatbot = chatbots::by_id(database, shown.id).await?;
    let Some((script, chatbot)) = script.zip(chatbot) else {
        return Ok(None);
    };
    let script = script.spoken(language);
    let begun = begin(&script);
    Ok(Some(Ready {
        bot: Bot {
            chatbot: shown.id,
            version: shown.version,
            name: chatbot.name,
            run: Run::at(begun.place),
        },
        says: begun.says,
        script,
    }))
}

/// What a widget shows of a chatbot, before anything is stored, to who reads `language`.
pub(super) async fn welcome(
    database: &mut Connection,
    chatbot: ChatbotId,
    language: &str,
) -> Result<Option<WidgetBot>, Error> {
    let found = chatbots::by_id(database, chatbot).await?;
    Ok(found.map(|chatbot| {
        let script = chatbot.script.spoken(language);
        let begun = begin(&script);
        WidgetBot {
            shown: ShownBot {
                id: chatbot.id,
                version: chatbot.version,
            },
            name: chatbot.name,
            picture: chatbot.picture,
            says: lines(&script, &begun.says),
            place: begun.place,
        }
    }))
}

/// The welcome steps become the first messages, under the ids under which the widget showed them.
pub(super) async fn say_welcome(
    work: &mut Work<'_>,
    id: ConversationId,
    ready: &Ready,
    now: Timestamp,
) -> Result<(), Error> {
    participations::begin_bot(work.database().await?, id, now).await?;
    for (line, body) in lines(&ready.script, &ready.says) {
        carry_on(work, id, now, |conversation| {
            conversation.bot_says(body, line, now)
        })
        .await?;
    }
    let passed = Passed::begun(&ready.says, ready.bot.run.place);
    chatbot_counts::add(work.database().await?, ready.bot.chatbot, &passed).await?;
    Ok(())
}

/// Makes the records of the welcome steps: once the visitor has said something, which is what they are about.
pub(super) async fn make_of_welcome(
    work: &mut Work<'_>,
    making: &Making,
    id: ConversationId,
    ready: &Ready,
    now: Timestamp,
) -> Result<(), Error> {
    make(work, making, id, (&ready.script, &ready.says), now).await
}

fn lines(script: &Script, steps: &[StepId]) -> Vec<(ClientId, Body)> {
    let steps = steps.iter().filter_map(|id| script.find(*id));
    steps
        .map(|(_, step)| (ClientId(step.id.0), step.body()))
        .collect()
}

/// What a visitor says to a chatbot.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// The words.
    pub(super) text: String,
    /// The answer, if the words are the choice of one.
    pub(super) choice: Option<AnswerId>,
}

/// A visitor's message in a conversation in which a chatbot may be: said, and answered. An answer that is not asked for any more
/// is a message like any other.
pub(super) async fn hear(
    work: &mut Work<'_>,
    making: &Making,
    asked: &Asked,
    said: Said,
    now: Timestamp,
) -> Result<Option<MessageNumber>, Error> {
    let id = asked.conversation;
    let conversation = work.conversation(id).await?.conversation;
    let script = match &conversation.bot {
        Some(bot) if conversation.is_with_bot() || said.choice.is_some() => {
            script(work, bot, conversation.language.as_deref()).await?
        }
        _ => Script::default(),
    };
    let chosen = said.choice.and_then(|answer| {
        let bot = conversation.bot.as_deref()?;
        label(&script, bot, answer)
    });
    let (change, choice) = (asked.change(now), chosen.is_some());
    let text = chosen.unwrap_or_else(|| said.text.clone());
    let happening = carry_on(work, id, now, |conversation| {
        conversation.say(change, text.clone()).map(Some)
    })
    .await?;
    let input = match said.choice.filter(|_| choice) {
        Some(answer) => Input::Chose(answer),
        None => Input::Wrote(&text),
    };
    if conversation.is_with_bot() {
        walk(work, making, id, (&script, input), now).await?;
    }
    Ok(happening.and_then(|said| said.added().map(|message| message.number)))
}

/// What stands on the button of an answer that is asked for.
fn label(script: &Script, bot: &Bot, answer: AnswerId) -> Option<String> {
    let Place::Asks(question) = bot.run.place else {
        return None;
    };
    let (_, step) = script.find(question)?;
    let mut answers = step.kind.answers().iter();
    let answer = answers.find(|known| known.id == answer)?;
    Some(answer.text.clone())
}

/// The script of a conversation's chatbot, as it speaks to its visitor.
async fn script(work: &mut Work<'_>, bot: &Bot, language: Option<&str>) -> Result<Script, Error> {
    let database = work.database().await?;
    let script = chatbots::script(database, bot.chatbot, bot.version).await?;
    Ok(script
        .unwrap_or_default()
        .spoken(language.unwrap_or_default()))
}

/// Carries out what the engine says of an input, up to where it waits again.
async fn go_on(
    work: &mut Work<'_>,
    making: &Making,
    id: ConversationId,
    input: Input<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    let conversation = work.conversation(id).await?.conversation;
    let Some(bot) = conversation.bot else {
        return Ok(());
    };
    let script = script(work, &bot, conversation.language.as_deref()).await?;
    walk(work, making, id, (&script, input), now).await
}

/// The same, of a script that is at hand.
async fn walk(
    work: &mut Work<'_>,
    making: &Making,
    id: ConversationId,
    (script, mut input): (&Script, Input<'_>),
    now: Timestamp,
) -> Result<(), Error> {
    loop {
        let Some(place) = take(work, making, id, (script, input), now).await? else {
            return Ok(());
        };
        // Each forward that finds nobody leads further on in the script, so that this comes to an end.
        let Place::Forwards(forward) = place else {
            return Ok(());
        };
        let asked_for = asked_for(script, forward);
        let Some((user, reason)) = look_for_an_operator(work, id, asked_for, now).await? else {
            carry_on(work, id, now, Conversation::find_nobody).await?;
            input = Input::NobodyFound;
            continue;
        };
        let found = (script, Input::OperatorFound);
        take(work, making, id, found, now).await?;
        link(work, id, asked_for, now).await?;
        participations::end_bot(work.database().await?, id, now).await?;
        return take_over(work, id, &user, &reason, now).await;
    }
}

/// Does one turn: what is said, how the run goes on, and what follows from that; where the run stands then.
async fn take(
    work: &mut Work<'_>,
    making: &Making,
    id: ConversationId,
    (script, input): (&Script, Input<'_>),
    now: Timestamp,
) -> Result<Option<Place>, Error> {
    let conversation = work.conversation(id).await?.conversation;
    let Some(bot) = conversation.bot.as_deref() else {
        return Ok(None);
    };
    let turn = step(script, &bot.run, input);
    let language = conversation.language.as_deref().unwrap_or_default();
    let mut said = Vec::new();
    for says in turn.says {
        if let Says::Step(step) = says {
            said.push(step);
        }
        let body = body(script, says, WidgetLanguage::of_tag(language));
        carry_on(work, id, now, |conversation| {
            conversation.bot_says(body, new_id(), now)
        })
        .await?;
    }
    let Some(moved) = turn.moved else {
        return Ok(Some(bot.run.place));
    };
    let place = moved.place;
    let told = told(&conversation, &moved);
    let held = work.conversation(id).await?;
    carry_on(work, id, now, |conversation| conversation.bot_moves(moved)).await?;
    if let Some(told) = told {
        contacts::hear(work, held.visitor, told, now).await?;
    }
    let passed = Passed::on(bot.run.place, &said, place);
    chatbot_counts::add(work.database().await?, bot.chatbot, &passed).await?;
    // By now the run knows what the visitor said last.
    make(work, making, id, (script, &said), now).await?;
    match (bot.run.place, place) {
        (_, Place::Gathers(_)) => {
            let due_at = now.plus(LINES_END_AFTER_MS);
            chatbot_waits::put(work.database().await?, id, due_at).await?;
        }
        (Place::Gathers(_), _) => {
            chatbot_waits::remove(work.database().await?, id).await?;
        }
        _ => {}
    }
    if place == Place::Over {
        let change = Change {
            author: Author::Bot(bot.name.clone()),
            client_id: new_id(),
            at: now,
        };
        end(work, id, change).await?;
    }
    Ok(Some(place))
}

/// What the visitor has said of how he can be reached (spec 11.1).
fn told(conversation: &Conversation, moved: &Moved) -> Option<Told> {
    let value = &moved.given.as_ref()?.value;
    let (email, phone) = match value {
        Value::Email(_) => (Some(value.address()?), None),
        Value::Phone(number) => (None, Some(number.clone())),
        Value::Answer(_) | Value::Words(_) => return None,
    };
    Some(Told {
        email,
        phone,
        name: None,
        country: conversation.country,
        language: conversation.language.clone(),
    })
}

fn body(script: &Script, says: Says, language: &WidgetLanguage) -> Body {
    match says {
        Says::Step(id) => script
            .find(id)
            .map_or_else(|| Body::Text(String::new()), |(_, step)| step.body()),
        Says::NotAnEmail(input) => {
            let input = shortened(&input, limit::EMAIL_CHARACTERS);
            Body::Text(fill(language.not_an_email, &[("input", &input)]))
        }
    }
}

fn asked_for(script: &Script, forward: StepId) -> &[ExpertiseId] {
    let step = script.find(forward).map(|(_, step)| step);
    step.and_then(|step| step.kind.forwards())
        .unwrap_or_default()
}

/// What the step asked for is what the conversation needs from now on (spec 9.8); what was deleted meanwhile is left out, and what
/// would be too much.
async fn link(
    work: &mut Work<'_>,
    id: ConversationId,
    asked_for: &[ExpertiseId],
    now: Timestamp,
) -> Result<(), Error> {
    for expertise in asked_for {
        let known = expertises::by_id(work.database().await?, *expertise).await?;
        if known.is_some() {
            carry_on(work, id, now, |conversation| {
                Ok(conversation.link_expertise(*expertise).ok().flatten())
            })
            .await?;
        }
    }
    Ok(())
}

async fn look_for_an_operator(
    work: &mut Work<'_>,
    id: ConversationId,
    expertises: &[ExpertiseId],
    now: Timestamp,
) -> Result<Option<(User, Reason)>, Error> {
    let Held {
        conversation,
        visitor,
    } = work.conversation(id).await?;
    let database = work.database().await?;
    let Some(channel) = channels::by_id(database, conversation.channel).await? else {
        return Ok(None);
    };
    let asking = Asking {
        language: conversation.language.as_deref(),
        country: conversation.country,
        visitor: Some(visitor),
        expertises,
        ..Asking::default()
    };
    routing::choose(database, &channel, asking, now).await
}

/// Begins the script again, if it has come to its end (spec 9.10); a second time does nothing.
async fn restart(
    work: &mut Work<'_>,
    making: &Making,
    asked: Asked,
    now: Timestamp,
) -> Result<Option<MessageNumber>, Error> {
    let id = asked.conversation;
    let held = work.conversation(id).await?;
    let database = work.database().await?;
    // One open conversation per visitor and channel (spec 6.5).
    let open = conversations::open_of(database, held.visitor).await?;
    let (true, Some(bot)) = (held.conversation.can_restart(), &held.conversation.bot) else {
        return Ok(None);
    };
    if open.is_some_and(|open| open != id) {
        return Ok(None);
    }
    if !held.conversation.is_open() {
        participations::begin(database, id, None, now).await?;
        participations::begin_bot(database, id, now).await?;
    }
    // Opened first, since nothing is said in a conversation that is over.
    let anew = Moved {
        place: bot.run.place,
        given: None,
        is_anew: true,
    };
    carry_on(work, id, now, |conversation| conversation.bot_moves(anew)).await?;
    let told = carry_on(work, id, now, |conversation| {
        conversation.tell_restart(asked.client_id, now)
    })
    .await?;
    go_on(work, making, id, Input::Restart, now).await?;
    Ok(told.and_then(|told| told.added().map(|line| line.number)))
}

/// Ends the inputs of several lines in which nothing more has come (spec 9.7).
pub(super) async fn end_the_inputs(
    work: &mut Work<'_>,
    making: &Making,
    now: Timestamp,
) -> Result<(), Error> {
    for id in chatbot_waits::due(work.database().await?, now, PAGE).await? {
        chatbot_waits::remove(work.database().await?, id).await?;
        if work.conversation(id).await?.conversation.is_open() {
            go_on(work, making, id, Input::FellSilent, now).await?;
        }
    }
    Ok(())
}

impl Desk {
    /// The visitor wants the chatbot to begin again.
    pub(super) async fn restart_bot(&self, asked: Asked) -> Result<Accepted, Error> {
        let making = self.making();
        let kept = making.clone();
        let done = self.once(asked, move |work, asked, now| {
            Box::pin(async move { restart(work, &making, asked, now).await })
        });
        let done = done.await;
        self.tell_made(&kept);
        done
    }

    /// A visitor's message to a chatbot.
    pub(super) async fn tell_bot(&self, asked: Asked, said: Said) -> Result<Accepted, Error> {
        let making = self.making();
        let kept = making.clone();
        let done = self.once(asked, move |work, asked, now| {
            Box::pin(async move { hear(work, &making, &asked, said, now).await })
        });
        let done = done.await;
        self.tell_made(&kept);
        done
    }

    /// While a visitor types, an input of several lines is not over (spec 9.7).
    pub(super) async fn hold_the_input(
        &self,
        id: ConversationId,
        is_typing: bool,
    ) -> Result<(), Error> {
        if !chatbot_waits::is_any(&mut self.store.read().await?, id).await? {
            return Ok(());
        }
        let patience_ms = if is_typing {
            TYPING_FORGOTTEN_MS
        } else {
            LINES_END_AFTER_MS
        };
        let due_at = self.clock.now().plus(patience_ms);
        self.store
            .write(move |work| {
                Box::pin(async move {
                    chatbot_waits::put_off(work.database().await?, id, due_at).await?;
                    Ok(())
                })
            })
            .await
    }
}
