//! How far visitors go in a chatbot's script (spec 9.14).

use crate::chatbots::{answers_everywhere, begins, guide, restarts, step};
use crate::stories;
use crate::teams::administrator;
use crate::world::{Visitor, World, new_client_id, refusal};
use domain::chatbot::{Chatbot, Kind, StepCount};
use domain::rule::OperatorCondition;
use domain::user::User;
use domain::wire::Refusal;
use domain::wire::visitor::{End, FromVisitor};

/// Reached, answered and left, of each step of the script in its order.
async fn counts(world: &World, chief: &User, bot: &Chatbot) -> Vec<(i64, i64, i64)> {
    let funnel = world.desk().funnel(chief, bot.id).await.unwrap();
    let steps = &bot.script.steps;
    let counts = steps.iter().map(|step| funnel.at(step.id));
    counts
        .map(
            |StepCount {
                 reached,
                 answered,
                 left,
             }| (reached, answered, left),
        )
        .collect()
}

async fn leaves(world: &World, visitor: Visitor) {
    let end = FromVisitor::End(End {
        conversation: visitor.conversation,
        client_id: new_client_id(),
    });
    world
        .desk()
        .visitor_frame(visitor.token, end)
        .await
        .unwrap();
}

stories! {
    async fn each_step_counts_who_comes_to_it_who_answers_and_who_leaves(world: &World) {
        let chief = administrator(world).await;
        let bot = answers_everywhere(world, &chief, guide(), OperatorCondition::Always).await;
        assert_eq!(counts(world, &chief, &bot).await, [(0, 0, 0); 5]);
        let answers: Vec<_> = bot.script.steps[1].kind.answers().iter().map(|answer| answer.id).collect();

        // Nobody is there, so that the forward leads on to the address, and there one of two goes.
        let patient = begins(world, "Prices", Some(answers[0])).await;
        let hasty = begins(world, "Prices", Some(answers[0])).await;
        let once = new_client_id();
        world.says_as(patient, once, "ada@example.org").await.unwrap();
        world.says_as(patient, once, "ada@example.org").await.unwrap();
        world.says(hasty, "no address").await.unwrap();
        leaves(world, hasty).await;
        begins(world, "Nothing", Some(answers[1])).await;
        let expected = [(3, 0, 0), (3, 3, 0), (2, 0, 0), (2, 1, 1), (1, 0, 0)];
        assert_eq!(counts(world, &chief, &bot).await, expected);
    }

    async fn an_operator_who_takes_over_is_the_answer_to_a_forward_and_a_new_run_counts_anew(world: &World) {
        let chief = administrator(world).await;
        let steps = vec![
            step("What is it?", Kind::FreeInput),
            step("I look for somebody.", Kind::Forward { expertises: Vec::new() }),
        ];
        let bot = answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let nobody = begins(world, "Hello", None).await;
        restarts(world, nobody).await;
        assert_eq!(counts(world, &chief, &bot).await, [(2, 1, 0), (1, 0, 0)]);
        world.operator("Mara").await;
        begins(world, "Hello", None).await;
        assert_eq!(counts(world, &chief, &bot).await, [(3, 2, 0), (2, 1, 0)]);
    }

    async fn it_is_for_administrators_and_goes_with_its_chatbot(world: &World) {
        let chief = administrator(world).await;
        let mara = world.user("Mara").await;
        let steps = vec![step("What is it?", Kind::FreeInput), step("And then?", Kind::FreeInput)];
        let bot = answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        assert_eq!(refusal(world.desk().funnel(&mara, bot.id).await), Refusal::Forbidden);
        let visitor = begins(world, "Hello", None).await;
        let channel = world.channel().await;
        let rule = world.desk().channel_form(&chief, channel).await.unwrap().rules[0].id;
        world.desk().remove_rule(&chief, channel, rule).await.unwrap();
        world.desk().delete_chatbot(&chief, bot.id).await.unwrap();
        world.says(visitor, "Something else").await.unwrap();
        assert_eq!(refusal(world.desk().funnel(&chief, bot.id).await), Refusal::NotFound);
    }
}
