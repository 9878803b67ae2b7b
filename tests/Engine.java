import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.*;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

/**
 * Fills in a form on the engine of ODK Collect. Reads lines "name=value" with \n for a line break in values; an empty line ends a case.
 * Prints for each case what is shown, and writes the submission into the folder that is the second argument.
 */
public class Engine {
    public static void main(String[] args) throws Exception {
        new XFormsModule().registerModule();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        FormDef form = XFormUtils.getFormFromFormXml(args[0], null);
        form.initialize(true, new InstanceInitializationFactory());
        Map<String, TreeElement> leaves = new LinkedHashMap<>();
        gather(form.getMainInstance().getRoot(), leaves);
        int number = 0;
        for (String line = in.readLine(); line != null; ) {
            Map<String, String> values = new HashMap<>();
            for (; line != null && !line.isEmpty(); line = in.readLine()) {
                String[] parts = line.split("=", 2);
                values.put(parts[0], parts[1].replace("\\n", "\n"));
            }
            line = in.readLine();
            for (Map.Entry<String, TreeElement> leaf : leaves.entrySet()) {
                if (leaf.getKey().equals("questionset") || leaf.getKey().equals("about_form") || leaf.getKey().startsWith("instance")) continue;
                form.setValue(data(leaf.getValue(), values.get(leaf.getKey())), leaf.getValue().getRef(), true);
            }
            StringBuilder shown = new StringBuilder();
            for (Map.Entry<String, TreeElement> leaf : leaves.entrySet())
                if (leaf.getValue().isRelevant()) shown.append(leaf.getKey()).append(' ');
            out.println(shown.toString().trim());
            byte[] sent = new XFormSerializingVisitor().serializeInstance(form.getMainInstance());
            Files.write(Paths.get(args[1], "instance" + ++number + ".xml"), sent);
        }
    }

    static void gather(TreeElement node, Map<String, TreeElement> leaves) {
        if (node.getNumChildren() == 0) leaves.put(node.getName(), node);
        for (int n = 0; n < node.getNumChildren(); n++) gather(node.getChildAt(n), leaves);
    }

    static IAnswerData data(TreeElement node, String value) {
        if (value == null) return null;
        switch (node.getDataType()) {
            case Constants.DATATYPE_INTEGER: return new IntegerData(Integer.parseInt(value));
            case Constants.DATATYPE_DATE: return new DateData(java.sql.Date.valueOf(value));
            case Constants.DATATYPE_MULTIPLE_ITEMS: {
                List<Selection> all = new ArrayList<>();
                for (String one : value.split(" ")) all.add(new Selection(one));
                return new MultipleItemsData(all);
            }
            case Constants.DATATYPE_CHOICE: return new SelectOneData(new Selection(value));
            default: return new StringData(value);
        }
    }
}
