"""Words that name no topic, from English and from the prose of papers, folded like phrases."""

ENGLISH = frozenset(
    """
    a about above across after again against all almost along already also although always am
    among an and another any are aren around as at based be became because become been before
    being below best better between both but by can cannot could did do does doing don done
    down due during each either else enough especially etc even ever every few first for found
    from further furthermore gave get give given had has have having he hence her here his how
    however i if in indeed instead into is isn it its itself just key last least less let like
    made mainly make many may maybe me mean might more moreover most mostly much must my
    namely near need neither never new next no non nor not nothing now of off often on once
    one only onto or other others otherwise our out over own part per perhaps quite rather re
    recent recently s same second see seen several she should show shown similar simply since
    so some still such t take than that the their them then there therefore these they third
    this those though three through throughout thus to together too toward towards two under
    unlike until up upon us use used useful using usually various very via was way we well
    were what when where whereas whether which while who whose why wide widely will with
    within without would yet you your
    """.split()
)

OF_EVERY_PAPER = frozenset(
    """
    ground truth grained fly wild shelf plug artificial intelligence science
    ability able absence accuracy accurate accurately achieve achieved achieving act actual
    adapt adaptive adaptively add addition additional additionally address addressed
    addressing adopt advance advanced advancement advancing advantage affect ai aim aiming al
    allow allowed allowing alternative amount analysis analyze analyzed analyzing applicable
    application applied apply applying approach appropriate approximate approximately
    arbitrary area argue art aspect assess associated assume assumption attempt author
    automated available average avoid aware balance base baseline basic basis behavior behind
    benefit beside beyond bridge broad build building built call called candidate capability
    capable capacity capture careful case category cause central certain challenge challenging
    change characteristic characterize choice choose class clear clearly close closely co code
    collect collected com combination combine combined combining come common commonly
    comparable compare compared comparing comparison competitive complex complexity component
    comprehensive computation computationally compute computed computing concept conclude
    condition conduct conducted connection consequently consider considered considering
    consist consistency consistent consistently constraint construct constructed contain
    containing content contrast contribute contribution control conventional core correct
    corresponding cost coverage create created creating critical cross crucial cue current
    currently data deal decrease deep define defined degradation degree demand demonstrate
    demonstrated demonstrating depend dependent depending derive derived describe described
    description design designed designing desirable despite detail detailed determine develop
    developed developing development difference different difficult difficulty dimension
    direct direction directly discover discuss distinct distribution diverse doe domain
    downstream dramatically driven dynamic dynamically easily easy effect effective
    effectively effectiveness efficiency efficient efficiently effort element eliminate emerge
    emerged emerging empirical empirically employ employed enable enabled enabling encourage
    end enhance enhanced enhancing ensure ensuring entire equal error essential establish
    established estimate et evaluate evaluated evaluating evaluation event evidence exact
    examine example excel excellent exemplified exhibit exist existing expect expected
    expensive experiment experimental experimentally explicit explicitly exploit explore
    explored exploring exponential expose extend extended extensive extensively extent extra
    extract face facilitate fact factor fail failure faithfully fall family far fast faster
    feature feed fewer field final finally find finding fine finer five fixed flexibility
    flexible focus focused focusing follow following form formulate formulation forward four
    framework free frequently frontier full fully function fundamental future gain gap general
    generalize generalized generally generate generated generating generic github global goal
    good great greater greatly grounded group grow growing growth guide guided hand handle
    hard heavily help helpful high higher highest highlight highlighting highly hoc http https
    huggingface human hybrid idea ideal identified identify identifying ii iii illustrate
    impact implement implementation implemented implication importance important importantly
    impose impressive improve improved improvement improving include included including
    incorporate incorporating increase increased increasing increasingly incur independent
    indicate individual inefficient inference influence inform information inherent inherently
    initial input insight inspired instance integrate integrated integrating integration
    intelligent interest interesting intermediate internal introduce introduced introducing
    intuition investigate investigated investigation involve involving io issue iterative iv
    joint jointly keep kind know known lack lag large largely larger largest latest layer lead
    leading learn learned learning leave led length level leverage leveraged leveraging limit
    limitation limited limiting line little local long loss low lower magnitude main maintain
    maintaining major making manner manual manually mapping match maximum measure measured
    mechanism meet method methodology meticulously metric minimal minimum mitigate ml mode
    model modeling modern modification modify module motivate motivated multi multiple name
    native natural naturally nature necessary needed network neural notable notably novel
    number numerous objective observation observe observed obtain obtained obtaining offer
    offering open operate operation optimal optimize order org original orthogonal outcome
    outperform outperformed outperforming output overall overcome overhead overview pair paper
    paradigm parameter particular particularly pass past path pattern percent perform
    performance performed performing phase phenomenon pipeline play point poor poorly popular
    positive possible post potential potentially power powerful practical practically practice
    precise predict predictor preliminary present presented presenting preserve preserving
    prevent previous previously primarily principle prior pro problem procedure process
    processing produce produced producing progress prohibitive project promising property
    propose proposed proposing prove proven provide provided providing public publicly purpose
    quality quantify question quickly raise range rapid rapidly rate ratio reach real
    realistic reason reduce reduced reducing reduction refer refine relate related relation
    relationship relatively released relevant reliable rely remain remaining remarkable report
    reported represent representing require required requirement requiring research researcher
    resource respect respectively response result resulting reveal revealed rich rigorous
    robust role rule run sample scalable scale scenario scheme score seamless seamlessly seek
    seem select selected selecting selection self sensitive separate serve set setting seven
    severe severely shared short shot significant significantly simple simpler simultaneously
    single situation six size small smaller solely solution solve solved solving sota source
    space spanning specific specifically specify stage standard start state statistical step
    strategy strength strong stronger structure structured struggle studied study studying sub
    subject subset substantial substantially success successful successfully suffer sufficient
    suggest suggested suggesting suitable superior superiority support surpass surpassing
    synthesis system systematic systematically tackle tailored target task technique
    technology tend term test tested testing textual theoretical theoretically thereby time
    tool top topic total traditional train trained training treat trend true try turn type
    typical typically ultimately underlying understand understanding unified unique unit
    unknown update usage user utilization utilize utilized utilizing valid validate validated
    validation valuable value variable variant variation variety vary varying version view
    vital weakly weight whole wise work world worse year yield yielding
    """.split()
)
